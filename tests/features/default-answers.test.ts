import { expect, test } from 'vitest';
import { serviceOf } from './service.ts';

/** Every answer is declared under default. */
const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getNote, responses: { default: &note { description: A note., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } } }
    put: { operationId: putNote, requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }, responses: { default: *note } }
components:
  schemas:
    Note: { type: object, required: [title], properties: { id: { type: integer }, title: { type: string }, description: { type: string } } }
`;

test('what is answered when all goes well is no shape of errors', async () => {
  const app = await serviceOf(description);
  const missing = await app.inject({ url: '/notes/7' });
  expect(missing.statusCode).toBe(404);
  expect(missing.headers['content-type']).toContain('application/problem+json');
});
