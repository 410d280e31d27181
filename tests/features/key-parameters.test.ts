import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

/** A description that tells of its key twice: as a security scheme, and with each operation. */
const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
security: [{ key: [] }]
paths:
  /notes:
    get:
      operationId: listNotes
      parameters: [{ name: api_key, in: query, required: true, schema: { type: string } }]
      responses: { '200': { description: Notes, content: { application/json: { schema: { type: array, items: { type: object, properties: { id: { type: string }, text: { type: string } } } } } } } }
components: { securitySchemes: { key: { type: apiKey, in: query, name: api_key } } }
`;

let app: Service;
beforeAll(async () => {
  const verifiers = { key: (key: string) => (key === 'right' ? { id: 'a' } : undefined) };
  app = await serviceOf(description, { verifiers, authorize: () => true });
});

test.each([
  ['api_key=right', 200],
  ['api_key=wrong', 401],
  ['', 401],
])('who asks with %j is answered %i', async (query, status) => {
  expect((await app.inject({ url: `/notes?${query}` })).statusCode).toBe(status);
});
