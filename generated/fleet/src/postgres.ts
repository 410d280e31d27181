import { type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { SharedConnections } from './connections.ts';

/**
 * A pool of connections. JSON columns arrive as text, as on SQLite: the entities' codecs parse them.
 */
export function openPostgres(url: string, connections: number): QueryPool {
  pg.types.setTypeParser(pg.types.builtins.JSON, (text) => text);
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    // A connection takes queries before it has answered those ahead of them.
    pipeline: true,
  });
  // A connection that ends while nobody uses it is no failure: the next query opens another.
  pool.on('error', () => undefined);
  // Neither is one that ends between two queries of a transaction: the second of them fails then.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return adaptPool(pool);
}

/** A pool that also runs a query by itself, on whichever connection suits it. */
export interface QueryPool extends PostgresPool {
  /** @param isLookup whether it reads one row, by an index */
  run(text: string, parameters: readonly unknown[], isLookup: boolean): Promise<pg.QueryResult>;
}

/** Kysely has each query parsed and planned anew: here that is done once in each connection. */
export function adaptPool(pool: pg.Pool): QueryPool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size === 1000) return known;
    const name = `query_${names.size + 1}`;
    names.set(text, name);
    return name;
  };
  const shared = new SharedConnections(pool);
  const adapted = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    run: (text, parameters, isLookup) =>
      ask((config) => shared.query(config, isLookup), {
        text,
        parameters,
        nameOf,
        mayRepeat: () => true,
      }),
    connect: async () => {
      const client = await pool.connect();
      let known = adapted.get(client);
      if (!known) {
        known = adaptClient(client, nameOf);
        adapted.set(client, known);
      }
      return known;
    },
  };
}

function adaptClient(
  client: pg.PoolClient,
  nameOf: (text: string) => string | undefined,
): PostgresPoolClient {
  const mayRepeat = () => client.getTransactionStatus() === 'I';
  const query = (text: string, parameters: readonly unknown[]) =>
    ask((config) => client.query(config), { text, parameters, nameOf, mayRepeat });
  return {
    // The type also has cursors, which this service does not use.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}

interface Question {
  readonly text: string;
  readonly parameters: readonly unknown[];
  /** What its prepared statement is called. */
  nameOf(text: string): string | undefined;
  /** Whether it has changed nothing if it fails. */
  mayRepeat(): boolean;
}

/** Asks by a prepared statement, where there is something to fill in. */
async function ask(
  send: (query: pg.QueryConfig) => Promise<pg.QueryResult>,
  { text, parameters, nameOf, mayRepeat }: Question,
): Promise<pg.QueryResult> {
  const values = valuesOf(parameters);
  const name = values.length > 0 ? nameOf(text) : undefined;
  if (name === undefined) return send({ text, values });
  try {
    return await send({ name, text, values });
  } catch (error) {
    if (!isStale(error) || !mayRepeat()) throw error;
    return send({ text, values });
  }
}

/** What is no number is nothing, as SQLite has it: a key such as `x` is that of no row. */
const valuesOf = (parameters: readonly unknown[]): unknown[] =>
  parameters.map((value) => (Number.isNaN(value) ? null : value));

/** A migration has changed the table since the query was prepared. */
const isStale = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery';
