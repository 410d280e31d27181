import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const note = `{ application/json: { schema: { $ref: '#/components/schemas/Note' } } }`;

/** A list that counts its items from 1, as SCIM's do. */
const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      operationId: listNotes
      parameters:
        - { name: startIndex, in: query, schema: { type: integer, minimum: 1 } }
        - { name: count, in: query, schema: { type: integer, minimum: 1, maximum: 9 } }
      responses:
        '200':
          description: Notes.
          content:
            application/json:
              schema:
                type: object
                properties:
                  Resources: { type: array, items: { $ref: '#/components/schemas/Note' } }
                  startIndex: { type: integer }
                  totalResults: { type: integer }
    post: { operationId: createNote, requestBody: { content: ${note} }, responses: { '201': { description: A note., content: ${note} } } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
  const headers = { 'content-type': 'application/json' };
  for (const text of ['a', 'b', 'c'])
    await app.inject({ method: 'POST', url: '/notes', headers, payload: JSON.stringify({ text }) });
});

test.each([
  ['', 1, 'abc'],
  ['startIndex=1&count=2', 1, 'ab'],
  ['startIndex=2&count=1', 2, 'b'],
  ['startIndex=3', 3, 'c'],
])('a list that counts from 1 is asked for with %j', async (query, startIndex, texts) => {
  const answered = (await app.inject({ url: `/notes?${query}` })).json();
  expect(answered).toMatchObject({
    Resources: [...texts].map((text) => ({ text })),
    startIndex,
    totalResults: 3,
  });
});
