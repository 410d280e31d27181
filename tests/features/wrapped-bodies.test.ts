import { expect, test } from 'vitest';
import { generatedService } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

const wrapped = `{ application/json: { schema: { type: object, properties: { note: { $ref: '#/components/schemas/Note' } } } } }`;

/** Notes in an envelope that may be empty. */
const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    post: { operationId: createNote, requestBody: { content: ${wrapped} }, responses: { '201': { description: A note., content: ${wrapped} } } }
    put: { operationId: replaceNote, requestBody: { content: ${wrapped} }, responses: { '200': { description: A note., content: ${wrapped} } } }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: getNote, responses: { '200': { description: A note., content: ${wrapped} } } }
    patch: { operationId: updateNote, requestBody: { content: ${wrapped} }, responses: { '200': { description: A note., content: ${wrapped} } } }
components:
  schemas:
    Note: { type: object, properties: { id: { type: integer }, text: { type: string } } }
`;

test('a body without what it is for is refused', async () => {
  const service = await generatedService(description);
  expect(await typeErrorsOf(service)).toBe('');
  const app = await service.start(':memory:');
  const send = async (method: 'POST' | 'PUT' | 'PATCH', url: string, payload: string) => {
    const headers = { 'content-type': 'application/json' };
    const { statusCode, body } = await app.inject({ method, url, headers, payload });
    return [statusCode, JSON.parse(body)];
  };
  expect(await send('POST', '/notes', '{"note":{"text":"a"}}')).toMatchObject([201, {}]);
  for (const [method, url] of [
    ['POST', '/notes'],
    ['PUT', '/notes'],
    ['PATCH', '/notes/1'],
  ] as const)
    expect(await send(method, url, '{}')).toMatchObject([400, { detail: 'note is needed.' }]);
  await app.close();
});
