import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const item = `content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } }`;
const id = `parameters: [{ name: id, in: path, required: true, schema: { type: string } }]`;
const fault = `content: { application/json: { schema: { type: object, required: [reason], properties: { reason: { type: string } } } } }`;

const description = `openapi: 3.1.0
info: { title: Books, version: '1' }
paths:
  /books:
    post:
      operationId: createBook
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } }
      responses:
        '201':
          description: It
          headers: { Location: { required: true, schema: { type: string } }, X-Request-Id: { schema: { type: string } } }
          ${item}
        4XX: { description: Not taken, ${fault} }
        default: { description: Not done, ${fault} }
  /books/{id}:
    ${id}
    get:
      operationId: getBook
      responses:
        '200': { description: It, headers: { ETag: { required: true, schema: { type: string } } }, ${item} }
        default: { description: Not done, ${fault} }
    delete:
      operationId: deleteBook
      responses: { '204': { description: Gone, headers: { X-Shelf: { required: true, schema: { type: string } } } } }
components:
  schemas:
    Book:
      type: object
      required: [title]
      properties: { id: { type: string, readOnly: true }, title: { type: string } }
`;

const logic = `
export async function deleteBook() {
  return { status: 204, headers: { 'X-Shelf': 'B7' } };
}
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description, {}, { 'src/resources/books/logic.ts': logic });
});

async function create(payload: string) {
  const headers = { 'content-type': 'application/json' };
  return app.inject({ method: 'POST', url: '/books', headers, payload });
}

test('headers whose meaning is known are there', async () => {
  const made = await create('{"title":"Emma"}');
  expect(made.statusCode).toBe(201);
  const { statusCode, headers } = await app.inject({ url: String(made.headers.location) });
  expect([statusCode, headers.etag]).toEqual([200, expect.stringMatching(/^".+"$/)]);
});

test('a header that must be there, and that nobody knows, is for business logic', async () => {
  const { statusCode, headers } = await app.inject({ method: 'DELETE', url: '/books/1' });
  expect([statusCode, headers['x-shelf']]).toEqual([204, 'B7']);
});

test('errors take the form of their range, and of the default', async () => {
  for (const response of [await create('{'), await app.inject({ url: '/books/none' })]) {
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.json()).toEqual({ reason: expect.any(String) });
  }
});
