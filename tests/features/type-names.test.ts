import { expect, test } from 'vitest';
import { generatedService } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

test('schemas may be called as what webhooks are made of', async () => {
  const told = (name: string) => `
  ${name.toLowerCase()}:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }
      responses: { '204': { description: Heard. } }`;
  const names = ['Event', 'Value', 'Webhooks', 'OutgoingEvent'];
  const service = await generatedService(`openapi: 3.1.0
info: { title: Told, version: '1' }
paths: {}
webhooks:${names.map(told).join('')}
components:
  schemas:
${names.map((name) => `    ${name}: { type: object, properties: { text: { type: string } } }\n`).join('')}`);
  expect(await typeErrorsOf(service)).toBe('');
});
