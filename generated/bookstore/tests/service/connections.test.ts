import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SharedConnections } from '../../src/connections.ts';

const select: pg.QueryConfig = { text: 'select 1' };

/** Connections to nowhere: each answers when it is told to. */
function openPool(max: number) {
  const pool = { waitingCount: 0, idleCount: 0, totalCount: 0, options: { max } };
  const clients: { owed: ((error?: Error) => void)[]; release?: boolean }[] = [];
  const connect = async () => {
    const client: (typeof clients)[number] = { owed: [] };
    clients.push(client);
    pool.totalCount += 1;
    return {
      query: ({ callback }: { callback(error?: Error, result?: object): void }) =>
        client.owed.push((error) => callback(error, { rows: [] })),
      release: (destroy: boolean) => {
        client.release = destroy;
      },
    };
  };
  const connections = new SharedConnections(Object.assign(pool, { connect }) as unknown as pg.Pool);
  const owed = () => clients.map((client) => client.owed.length);
  return { pool, clients, connections, owed };
}

/** Lets go on what waits for nothing any more. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

// Time goes on when a test says so.
beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

test('lookups are sent over one connection before it has answered, as long as it has room', async () => {
  const { connections, owed } = openPool(10);
  for (let count = 0; count < 10; count++) void connections.query(select, true);
  await turn();
  for (let count = 0; count < 8; count++) void connections.query(select, true);
  await turn();
  expect(owed()).toEqual([16, 2]);
});

test('all else has connections to itself while there are free ones, and then the one that owes least', async () => {
  const { connections, owed } = openPool(3);
  void connections.query(select, true);
  void connections.query(select, true);
  await turn();
  for (let count = 0; count < 3; count++) {
    void connections.query(select);
    await turn();
  }
  expect(owed()).toEqual([2, 2, 1]);
});

test('no lookup is sent behind what may take long, while there is a free connection', async () => {
  const { connections, owed } = openPool(2);
  void connections.query(select);
  await turn();
  void connections.query(select, true);
  await turn();
  expect(owed()).toEqual([1, 1]);
});

test('nothing is sent ahead of a transaction that waits for a connection', async () => {
  const { connections, pool, owed } = openPool(2);
  void connections.query(select, true);
  await turn();
  pool.waitingCount = 1;
  void connections.query(select, true);
  await turn();
  expect(owed()).toEqual([1, 1]);
});

test('nothing is sent behind a query that has taken long', async () => {
  const { connections, owed } = openPool(1);
  void connections.query(select, true);
  await turn();
  vi.advanceTimersByTime(50);
  void connections.query(select, true);
  await turn();
  expect(owed()).toEqual([1, 1]);
});

test('a connection goes back to the pool when it has answered everything', async () => {
  const { connections, clients } = openPool(1);
  const answers = [connections.query(select, true), connections.query(select, true)];
  await turn();
  clients[0]?.owed[0]?.();
  await answers[0];
  expect(clients[0]?.release).toBeUndefined();
  clients[0]?.owed[1]?.();
  await answers[1];
  expect(clients[0]?.release).toBe(false);
});

test.each([
  ['a query that PostgreSQL refuses', new pg.DatabaseError('duplicate key', 0, 'error'), false],
  ['a connection that ends', new Error('Connection terminated unexpectedly'), true],
])('after %s, its connection is kept or given up', async (_what, fault, isGivenUp) => {
  const { connections, clients, owed } = openPool(2);
  const refused = connections.query(select, true);
  const other = connections.query(select, true);
  await turn();
  clients[0]?.owed[0]?.(fault);
  await expect(refused).rejects.toBe(fault);
  void connections.query(select, true);
  await turn();
  expect(owed()).toEqual(isGivenUp ? [2, 1] : [3]);
  clients[0]?.owed[1]?.();
  await other;
  expect(clients[0]?.release).toBe(isGivenUp ? true : undefined);
});
