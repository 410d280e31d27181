import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things/{id}:
    parameters:
      - name: id
        in: path
        required: true
        schema: { oneOf: [{ type: integer }, { $ref: '#/components/schemas/Name' }] }
    get:
      operationId: getThing
      parameters:
        - name: only
          in: query
          schema: { oneOf: [{ type: string, const: a }, { type: string, enum: [a, b] }] }
        - name: with
          in: query
          schema: { oneOf: [{ type: string, maxLength: 5 }, { type: array, maxItems: 2, items: { type: string } }] }
      responses: { '200': { description: A thing }, '501': { description: Later } }
components:
  schemas: { Name: { type: string, minLength: 2 } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

test.each(['1', '42', 'alder'])('%s is one of a number and a text', async (id) => {
  expect((await app.inject({ url: `/things/${id}` })).statusCode).toBe(501);
});

test('what is neither is refused', async () => {
  expect((await app.inject({ url: '/things/x' })).statusCode).toBe(400);
});

test.each([
  ['a', 400],
  ['b', 501],
  ['c', 400],
])('of alternatives of one type, %s must still be exactly one', async (only, status) => {
  expect((await app.inject({ url: `/things/1?only=${only}` })).statusCode).toBe(status);
});

test.each([
  ['with=alder', 501],
  ['with=much-longer', 501],
  ['with=alder&with=birch', 501],
  ['with=alder&with=birch&with=cedar', 400],
])('a text or a list of texts: %s', async (query, status) => {
  expect((await app.inject({ url: `/things/1?${query}` })).statusCode).toBe(status);
});
