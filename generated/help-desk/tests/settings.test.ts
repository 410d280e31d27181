import { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database } from '../src/database.ts';
import { call, emptyTables, startService } from './support/api.ts';

let app: FastifyInstance;
let database: Database;
beforeAll(async () => {
  ({ app, database } = await startService());
});
afterEach(() => emptyTables(database));
afterAll(() => app.close());

describe('settings', () => {
  test('is there from the start, and keeps what is written', async () => {
    const read = () => call(app, 'getSettings', { method: 'GET', url: `/settings` });
    const first = await Promise.all(Array.from({ length: 5 }, read));
    expect(first.map(({ statusCode }) => statusCode)).toEqual(Array(5).fill(200));
    const written = await call(app, 'replaceSettings', {
      method: 'PUT',
      url: `/settings`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        deskName: 'Help desk 2',
        defaultPriority: 'normal',
        autoCloseAfterDays: 15,
      }),
    });
    expect(written.statusCode, written.body).toBeLessThan(300);
    const after = await read();
    expect(after.json()).toMatchObject({
      deskName: 'Help desk 2',
      defaultPriority: 'normal',
      autoCloseAfterDays: 15,
    });
  });
});

test('GET /settings asks for credentials', async () => {
  const response = await app.inject({ method: 'GET', url: `/settings` });
  expect(response.statusCode).toBe(401);
});

test('answers 405 to PATCH /settings', async () => {
  const response = await app.inject({ method: 'PATCH', url: `/settings` });
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).not.toContain('PATCH');
});
