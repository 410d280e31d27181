import { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { openDatabase } from '../../src/database.ts';
import { readEnvironment } from '../../src/environment.ts';
import { stripBasePath } from '../../src/http/base-path.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = await buildApp({ database: await openDatabase(':memory:'), basePath: '/the/base' });
});
afterAll(() => app.close());

test('the API is under the base path, and without it', async () => {
  const path = `/depots`;
  const ask = async (url: string) => (await app.inject({ method: 'PATCH', url })).statusCode;
  // The path is known, and this method is not.
  expect([await ask(path), await ask(`/the/base${path}`)]).toEqual([405, 405]);
});

test.each(['/healthz', '/readyz', '/docs', '/openapi.json'])(
  '%s is at the root alone',
  async (path) => {
    expect((await app.inject(path)).statusCode).toBe(200);
    expect((await app.inject(`/the/base${path}`)).statusCode).toBe(404);
  },
);

test.each([
  ['/v1/items?limit=1', '/items?limit=1'],
  ['/v1/', '/'],
  ['/v1', '/'],
  ['/v1?limit=1', '/?limit=1'],
  ['/v1/v1', '/v1'],
  ['/v10/items', '/v10/items'],
  ['/items', '/items'],
  ['/v%31/items', '/v%31/items'],
  ['/v1/notes/7?limit=1', '/v1/notes/7?limit=1'],
  ['/v1/v1/notes/7', '/v1/notes/7'],
  ['/v1/notes', '/notes'],
])('%s without /v1 is %s', (url, expected) => {
  const strip = stripBasePath('/v1', ['/items', '/v1/notes/{id}']);
  expect(strip({ url })).toBe(expected);
});

test('the environment may name another base path, or none', () => {
  const basePathOf = (BASE_PATH: string) => readEnvironment({ BASE_PATH }).basePath;
  expect(['/v2/', '/', '', '/api/v2.0'].map(basePathOf)).toEqual(['/v2', '', '', '/api/v2.0']);
  for (const path of ['v2', 'https://api.example/v2', '/v2?a=1', '/a b'])
    expect(() => basePathOf(path)).toThrow('BASE_PATH');
});
