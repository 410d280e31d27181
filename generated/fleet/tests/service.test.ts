import { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../src/app.ts';
import { openDatabase } from '../src/database.ts';
import { readEnvironment } from '../src/environment.ts';
import { startService } from './support/api.ts';

let app: FastifyInstance;
beforeAll(async () => {
  ({ app } = await startService());
});
afterAll(() => app.close());

test('says that it lives and that it is ready', async () => {
  expect((await app.inject('/healthz')).statusCode).toBe(200);
  expect((await app.inject('/readyz')).statusCode).toBe(200);
});

test('is not ready without its database', async () => {
  const database = await openDatabase(':memory:');
  const alone = await buildApp({ database });
  expect((await alone.inject('/readyz')).statusCode).toBe(200);
  await database.destroy();
  expect((await alone.inject('/healthz')).statusCode).toBe(200);
  const response = await alone.inject('/readyz');
  expect(response.statusCode).toBe(503);
  expect(response.headers['retry-after']).toBeDefined();
});

test('refuses what is beyond its limits', async () => {
  const database = await openDatabase(':memory:');
  const limited = await buildApp({ database, limits: { rateLimit: 1, maximumDelay: 60_000 } });
  expect((await limited.inject('/healthz')).statusCode).toBe(200);
  expect((await limited.inject('/healthz')).statusCode).toBe(429);
  await limited.close();
});

test('shows its description, as JSON and as a page', async () => {
  expect((await app.inject('/openapi.json')).json()).toHaveProperty('openapi');
  const page = await app.inject('/docs');
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
});

test('answers 404 where there is nothing', async () => {
  expect((await app.inject('/surely/not/here')).statusCode).toBe(404);
});

test('refuses a path that is not valid', async () => {
  expect((await app.inject('/%ZZ')).statusCode).toBe(400);
});

test('takes its settings from the environment and refuses what makes no sense', () => {
  expect(readEnvironment({})).toMatchObject({ host: '127.0.0.1', port: 3000 });
  expect(readEnvironment({ PORT: '8080', DATABASE_URL: ':memory:' })).toMatchObject({
    port: 8080,
    databaseUrl: ':memory:',
  });
  expect(() => readEnvironment({ PORT: 'eighty' })).toThrow('PORT');
});
