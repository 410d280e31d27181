import { beforeAll, expect, test } from 'vitest';
import { type Service, serviceOf } from './service.ts';

const description = `openapi: 3.1.0
info: { title: Users, version: '1' }
paths:
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
