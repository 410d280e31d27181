import { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../src/app.ts';
import { openDatabase } from '../src/database.ts';
import { readEnvironment } from '../src/environment.ts';
import { regExp } from '../src/http/contract.ts';
import { Problem } from '../src/http/problem.ts';
import { call, startService } from './support/api.ts';

/** A logger that keeps what it is told of errors. */
const loggerOf = (lines: string[]) => ({
  level: 'error',
  stream: { write: (line: string) => void lines.push(line) },
});

let app: FastifyInstance;
beforeAll(async () => {
  ({ app } = await startService());
});
afterAll(() => app.close());

test('says that it lives and that it is ready', async () => {
  for (const path of ['/healthz', '/readyz']) {
    const response = await app.inject(path);
    expect([response.statusCode, response.json()]).toEqual([200, { status: 'ok' }]);
  }
});

test('is not ready without its database', async () => {
  const database = await openDatabase(':memory:');
  const lines: string[] = [];
  const alone = await buildApp({ database, logger: loggerOf(lines) });
  expect((await alone.inject('/readyz')).statusCode).toBe(200);
  await database.destroy();
  expect((await alone.inject('/healthz')).statusCode).toBe(200);
  const response = await alone.inject('/readyz');
  expect([response.statusCode, response.json()]).toEqual([503, { status: 'unavailable' }]);
  expect(response.headers['retry-after']).toBe('5');
  expect(lines.join('')).toContain('the database does not answer');
});

test('refuses what is beyond its limits', async () => {
  const database = await openDatabase(':memory:');
  const limited = await buildApp({ database, limits: { rateLimit: 1, maximumDelay: 60_000 } });
  expect((await limited.inject('/healthz')).statusCode).toBe(200);
  const response = await limited.inject('/healthz');
  expect(response.statusCode).toBe(429);
  expect(limited.hasDecorator('memoryUsage')).toBe(true);
  expect(response.headers['retry-after']).toBeDefined();
  await limited.close();
});

test('has no limits where they are 0', async () => {
  const database = await openDatabase(':memory:');
  const unlimited = await buildApp({ database, limits: { rateLimit: 0, maximumDelay: 0 } });
  expect((await unlimited.inject('/healthz')).statusCode).toBe(200);
  expect(unlimited.hasDecorator('memoryUsage')).toBe(false);
  await unlimited.close();
});

test('shows its description, as JSON and as a page', async () => {
  expect((await app.inject('/openapi.json')).json()).toHaveProperty('openapi');
  const page = await app.inject('/docs');
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
});

test('answers 404 where there is nothing', async () => {
  const response = await app.inject('/surely/not/here');
  expect(response.statusCode).toBe(404);
  expect(response.headers['content-type']).toContain('application/problem+json');
  expect(response.json()).toMatchObject({
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: 'There is nothing at /surely/not/here.',
    instance: '/surely/not/here',
  });
});

test('knows a request by the same name in its answer and in the log', async () => {
  const lines: string[] = [];
  const failing = await buildApp({
    database: await openDatabase(':memory:'),
    logger: loggerOf(lines),
  });
  failing.get('/-/fails', () => {
    throw new Error('broken');
  });
  const nameFor = async (given: string) =>
    (await failing.inject({ url: '/-/fails', headers: { 'x-request-id': given } })).headers[
      'x-request-id'
    ];
  expect(await nameFor('client-7')).toBe('client-7');
  const own = await nameFor('not "a" name');
  expect(own).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines).toEqual([
    expect.stringContaining('"reqId":"client-7"'),
    expect.stringContaining(`"reqId":"${String(own)}"`),
  ]);
  await failing.close();
});

test('logs why it failed, and tells nobody else', async () => {
  const lines: string[] = [];
  const failing = await buildApp({
    database: await openDatabase(':memory:'),
    logger: loggerOf(lines),
  });
  failing.get('/-/fails', () => {
    throw new Error('a secret');
  });
  failing.get('/-/is-away', () => {
    throw new Problem(503, 'Try again.');
  });
  const failed = await failing.inject('/-/fails');
  expect(failed.statusCode).toBe(500);
  expect(failed.body).not.toContain('a secret');
  const away = await failing.inject('/-/is-away');
  expect([away.statusCode, away.headers['retry-after']]).toEqual([503, '5']);
  expect((await failing.inject('/%ZZ')).statusCode).toBe(400);
  expect(lines).toEqual([expect.stringContaining('a secret')]);
  await failing.close();
});

test('holds requests to the description in every app of a process', async () => {
  const { app: second } = await startService();
  const response = await call(second, 'listAuthors', {
    method: 'GET',
    url: '/authors?surely-unknown=1',
  });
  expect([400, 422]).toContain(response.statusCode);
  await second.close();
});

test('reads patterns that are not valid in Unicode mode', () => {
  expect(regExp('^[\\w-.]+$', 'u').test('a-b.c')).toBe(true);
  expect(regExp('^\\p{L}$', 'u').test('é')).toBe(true);
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
