import { beforeAll, expect, test } from 'vitest';
import { generatedService, type Service, serviceOf } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

const note = `{ application/json: { schema: { $ref: '#/components/schemas/Note' } } }`;

/** A list as FastAPI describes it: what may be left out may be null. */
const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      operationId: listNotes
      parameters:
        - { name: offset, in: query, schema: { anyOf: [{ type: integer, minimum: 0 }, { type: 'null' }] } }
        - { name: limit, in: query, schema: { anyOf: [{ type: integer, minimum: 1, maximum: 9 }, { type: 'null' }], default: 2 } }
        - { name: sort, in: query, schema: { anyOf: [{ type: string, enum: [text, '-text'] }, { type: 'null' }] } }
        - { name: rank, in: query, schema: { type: [integer, 'null'] } }
      responses: { '200': { description: Notes., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } } } }
    post: { operationId: createNote, requestBody: { content: ${note} }, responses: { '201': { description: A note., content: ${note} } } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: integer, readOnly: true }, text: { type: string }, rank: { type: integer } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
  const headers = { 'content-type': 'application/json' };
  for (const [rank, text] of ['a', 'b', 'c'].entries())
    await app.inject({
      method: 'POST',
      url: '/notes',
      headers,
      payload: JSON.stringify({ text, rank }),
    });
});

test.each([
  ['', ['a', 'b']],
  ['limit=1', ['a']],
  ['limit=', ['a', 'b']],
  ['offset=2', ['c']],
  ['offset=&sort=-text', ['c', 'b']],
  ['sort=', ['a', 'b']],
  ['rank=1', ['b']],
  ['rank=', ['a', 'b']],
])('a list is asked for with %j', async (query, texts) => {
  const answered = await app.inject({ url: `/notes?${query}` });
  expect(answered.statusCode).toBe(200);
  expect((answered.json() as { text: string }[]).map(({ text }) => text)).toEqual(texts);
});

test('a part of the path is no null, whatever its description says', async () => {
  const service = await generatedService(`openapi: 3.0.3
info: { title: Notes, version: '1' }
paths:
  /notes:
    post: { operationId: createNote, requestBody: { content: ${note} }, responses: { '201': { description: A note., content: ${note} } } }
  /notes/{noteId}:
    parameters: [{ name: noteId, in: path, required: true, schema: { type: string, nullable: true } }]
    get: { operationId: getNote, responses: { '200': { description: A note., content: ${note} } } }
    delete: { operationId: deleteNote, responses: { '204': { description: Gone. } } }
components:
  schemas:
    Note: { type: object, properties: { noteId: { type: string, nullable: true, readOnly: true }, text: { type: string } } }
`);
  expect(await typeErrorsOf(service)).toBe('');
});
