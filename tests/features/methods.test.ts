import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Users, version: '1' }
paths:
  /{shelf}:
    parameters: [{ name: shelf, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getShelf
      responses:
        '200':
          description: What is known of it, by its name.
          content: { application/json: { schema: { type: object, additionalProperties: { type: object } } } }
    head: { operationId: hasShelf, responses: { '200': { description: It is there. } } }
    put:
      operationId: putShelf
      requestBody: { content: { application/json: { schema: { type: object, properties: { rules: { type: object } } } } } }
      responses:
        '200':
          description: It is there.
          content: { application/json: { schema: { type: object, required: [shelf, done], properties: { shelf: { type: string }, done: { type: boolean } } } } }
    delete: { operationId: deleteShelf, responses: { '204': { description: It is gone. } } }
  /users:stats: { get: { operationId: usersStats, responses: { '200': { description: Numbers } } } }
  /users:batchGet: { post: { operationId: batchGetUsers, responses: { '200': { description: Users } } } }
`;

let app: Service;
beforeAll(async () => {
  app = await serviceOf(description);
});

test.each([
  ['DELETE', '/users:stats', 'GET, HEAD'],
  ['GET', '/users:batchGet', 'POST'],
])('%s %s is answered 405 with the methods of that path alone', async (method, url, allow) => {
  const answered = await app.inject({ method, url });
  expect(answered.statusCode).toBe(405);
  expect(answered.headers['allow']).toBe(allow);
});

test('HEAD has an operation of its own, wherever GET of the path is served', async () => {
  const ask = async (method: string) => (await app.inject({ method, url: '/top' })).statusCode;
  expect([await ask('GET'), await ask('HEAD'), await ask('POST')]).toEqual([501, 404, 405]);
});
