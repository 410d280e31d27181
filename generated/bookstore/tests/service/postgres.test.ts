import pg from 'pg';
import { expect, test } from 'vitest';
import { adaptPool } from '../../src/postgres.ts';

const text = 'select * from things where id = $1';
const stale = Object.assign(
  new pg.DatabaseError('cached plan must not change result type', 0, 'error'),
  {
    routine: 'RevalidateCachedQuery',
  },
);

/** What pg has of a query that it is to send. */
interface Sent extends pg.QueryConfig {
  callback(error?: Error, result?: object): void;
}

interface Faults {
  /** Of what is prepared. */
  fault?: Error;
  atStart?: Error;
  status?: string;
}

/** A connection to nowhere that keeps what it is sent, and fails where it is told to. */
async function connect({ fault, atStart, status = 'I' }: Faults = {}) {
  const sent: unknown[] = [];
  const client = {
    getTransactionStatus: () => status,
    on: () => undefined,
    release: () => undefined,
    query: ({ name, text, values, callback }: Sent) => {
      sent.push({ ...(name !== undefined && { name }), text, values });
      callback(text === 'begin' ? atStart : name === undefined ? undefined : fault, { rows: [] });
    },
  };
  const pool = adaptPool({
    connect: async () => client,
    options: { max: 1 },
  } as unknown as pg.Pool);
  return { pool, client: await pool.connect(), sent };
}

test('a query with values is prepared under one name', async () => {
  const { pool, client, sent } = await connect();
  await client.query(text, [1]);
  await client.query('select $1', [2]);
  expect(await pool.connect()).toBe(client);
  await client.query(text, [3]);
  expect(sent).toEqual([
    { name: 'query_1', text, values: [1] },
    { name: 'query_2', text: 'select $1', values: [2] },
    { name: 'query_1', text, values: [3] },
  ]);
});

test('a query by itself is prepared under the same name', async () => {
  const { pool, client, sent } = await connect();
  await client.query(text, [1]);
  expect((await pool.run(text, [2], true)).rows).toEqual([]);
  await pool.run('select 1', [], true);
  expect(sent).toEqual([
    { name: 'query_1', text, values: [1] },
    { name: 'query_1', text, values: [2] },
    { text: 'select 1', values: [] },
  ]);
});

test('a query by itself that a migration has made stale is asked again, and no other', async () => {
  const { pool, sent } = await connect({ fault: stale });
  await pool.run(text, [1], true);
  expect(sent).toEqual([
    { name: 'query_1', text, values: [1] },
    { text, values: [1] },
  ]);
  const fault = new Error('no such table');
  await expect((await connect({ fault })).pool.run(text, [1], true)).rejects.toBe(fault);
});

test('a query without values is sent as it is', async () => {
  const { client, sent } = await connect();
  await client.query('begin', []);
  expect(sent).toEqual([{ text: 'begin', values: [] }]);
});

test('a transaction fails with its first query where its start has failed', async () => {
  const atStart = new Error('the connection has ended');
  const { client } = await connect({ atStart });
  await client.query('begin', []);
  await expect(client.query(text, [1])).rejects.toBe(atStart);
  expect(await client.query('rollback', [])).toEqual({ rows: [] });
});

test('what is no number is nothing', async () => {
  const { client, sent } = await connect();
  await client.query(text, [Number('x')]);
  expect(sent).toEqual([{ name: 'query_1', text, values: [null] }]);
});

test('a query that a migration has made stale is asked again', async () => {
  const { client, sent } = await connect({ fault: stale });
  await client.query(text, [1]);
  expect(sent).toEqual([
    { name: 'query_1', text, values: [1] },
    { text, values: [1] },
  ]);
});

test.each([
  ['inside a transaction, which has failed', { fault: stale, status: 'T' }],
  ['for another reason', { fault: new Error('no such table') }],
])('a query that fails %s is not', async (_what, options) => {
  const { client } = await connect(options);
  await expect(client.query(text, [1])).rejects.toBe(options.fault);
});
