import { beforeAll, expect, test } from 'vitest';
import { type Generated, generatedService } from './service.ts';
import { typeErrorsOf } from './type-errors.ts';

const note = `{ application/json: { schema: { $ref: '#/components/schemas/Note' } } }`;

const untyped = (name: string) => `{ name: ${name}, in: query, schema: { description: Any. } }`;

/** Filters of which the description does not say what they are. */
const description = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      operationId: listNotes
      parameters: [${['text', 'size', 'done'].map(untyped).join(', ')}]
      responses: { '200': { description: Notes., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } } } }
    post: { operationId: createNote, requestBody: { content: ${note} }, responses: { '201': { description: A note., content: ${note} } } }
components:
  schemas:
    Note: { type: object, required: [text, size, done], properties: { id: { type: integer, readOnly: true }, text: { type: string }, size: { type: integer }, done: { type: boolean } } }
`;

let service: Generated;
beforeAll(async () => {
  service = await generatedService(description);
});

test('a filter of no type is compared as what its field is', async () => {
  expect(await typeErrorsOf(service)).toBe('');
  const app = await service.start(':memory:');
  const headers = { 'content-type': 'application/json' };
  for (const [text, size, done] of [
    ['7', 7, true],
    ['b', 8, false],
  ])
    await app.inject({
      method: 'POST',
      url: '/notes',
      headers,
      payload: JSON.stringify({ text, size, done }),
    });
  for (const query of ['text=7', 'size=7', 'done=true']) {
    const found = (await app.inject({ url: `/notes?${query}` })).json() as { id: number }[];
    expect(
      found.map(({ id }) => id),
      query,
    ).toEqual([1]);
  }
  expect((await app.inject({ url: '/notes' })).json()).toHaveLength(2);
  await app.close();
});
