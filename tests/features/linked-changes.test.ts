import { expect, test } from 'vitest';
import { serviceOf } from './service.ts';

const body = (name: string): string =>
  `content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } }`;

const description = `openapi: 3.1.0
info: { title: Books, version: '1' }
paths:
  /tags:
    post: { operationId: createTag, requestBody: { ${body('Tag')} }, responses: { '201': { description: It, ${body('Tag')} } } }
  /tags/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getTag, responses: { '200': { description: It, ${body('Tag')} } } }
  /books/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getBook, responses: { '200': { description: It, ${body('Book')} } } }
    patch:
      operationId: updateBook
      parameters: [{ name: If-Match, in: header, schema: { type: string } }]
      requestBody: { ${body('Book')} }
      responses: { '200': { description: It, headers: { ETag: { schema: { type: string } } }, ${body('Book')} } }
components:
  schemas:
    Tag: { type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string } } }
    Book:
      type: object
      properties: { id: { type: string, readOnly: true }, title: { type: string }, tagIds: { type: array, items: { type: string } } }
`;

test('a thing with links that is read, locked and changed, and nothing else, is served', async () => {
  const app = await serviceOf(description);
  const headers = { 'content-type': 'application/json', 'if-match': '"1"' };
  const answer = await app.inject({ method: 'PATCH', url: '/books/1', headers, payload: '{}' });
  expect(answer.statusCode, answer.body).toBe(404);
});
