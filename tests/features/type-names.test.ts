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

test('business logic is handed a body that can only be null or empty', async () => {
  const taken = (name: string) => `
  /${name.toLowerCase()}:
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }
      responses: { '204': { description: Taken. } }`;
  const service = await generatedService(`openapi: 3.1.0
info: { title: Empty, version: '1' }
paths:${taken('Nil')}${taken('Bare')}
  /runs:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Run' } } } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewRun' } } } }
      responses: { '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Run' } } } } }
components:
  schemas:
    Nil: { type: 'null' }
    Bare: { type: object }
    NewRun: { type: object }
    Run: { type: object, required: [id, state], properties: { id: { type: string }, state: { type: string } } }
`);
  expect(await typeErrorsOf(service)).toBe('');
});
