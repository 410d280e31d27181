import { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database } from '../../src/database.ts';
import { readEnvironment } from '../../src/environment.ts';
import { seed } from '../../src/seed/seed.ts';
import { call, startService } from '../support/api.ts';

let app: FastifyInstance;
let database: Database;
beforeEach(async () => {
  ({ app, database } = await startService());
});
afterEach(() => app.close());

test('examples are stored once', async () => {
  expect(await seed(database)).toBe(1);
  expect(await seed(database)).toBe(0);
});

test('a service stores them only when it is told to', () => {
  expect(readEnvironment({}).seed).toBe(false);
  expect(readEnvironment({ SEED: 'true' }).seed).toBe(true);
});

test.each([{ id: 'listDrivers', path: '/drivers', status: 200 }])(
  '$id answers them as it is described',
  async ({ id, path, status }) => {
    await seed(database);
    const response = await call(app, id, { method: 'GET', url: path });
    expect([response.statusCode, response.body]).toEqual([status, expect.stringMatching(/\w/)]);
  },
);
