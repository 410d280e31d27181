import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const pet = `{ application/json: { schema: { $ref: '#/components/schemas/Pet' } } }`;

/** A filter by a boolean, whose two values are written as texts. */
const description = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: tame, in: query, schema: { enum: ['true', 'false'] } }
        - { name: big, in: query, schema: { type: string, enum: ['true', 'false'] } }
        - { name: old, in: query, schema: { enum: ['yes', 'no'] } }
      responses: { '200': { description: Pets., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } }
    post: { operationId: createPet, requestBody: { content: ${pet} }, responses: { '201': { description: A pet., content: ${pet} } } }
components:
  schemas:
    Pet: { type: object, required: [tame], properties: { id: { type: integer, readOnly: true }, tame: { type: boolean }, big: { type: boolean }, old: { type: boolean } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
  const headers = { 'content-type': 'application/json' };
  for (const tame of [true, false, true])
    await app.inject({
      method: 'POST',
      url: '/pets',
      headers,
      payload: JSON.stringify({ tame, big: !tame }),
    });
});

test.each([
  ['', 3],
  ['?tame=true', 2],
  ['?tame=false', 1],
  ['?big=true', 1],
])('a boolean is asked for by a text: /pets%s', async (query, count) => {
  const answered = await app.inject({ url: `/pets${query}` });
  expect(answered.json()).toHaveLength(count);
});

test('words that are no boolean are not guessed at', async () => {
  expect((await app.inject({ url: '/pets?old=yes' })).statusCode).toBe(501);
});
