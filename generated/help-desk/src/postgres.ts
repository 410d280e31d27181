import { type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { SharedConnections, send } from './connections.ts';

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
  const queryOf = (text: string, parameters: readonly unknown[]): pg.QueryConfig => {
    const values = valuesOf(parameters);
    const name = values.length > 0 ? nameOf(text) : undefined;
    return name === undefined ? { text, values } : { name, text, values };
  };
  const shared = new SharedConnections(pool);
  const adapted = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    run: async (text, parameters, isLookup) => {
      const query = queryOf(text, parameters);
      try {
        return await shared.query(query, isLookup);
      } catch (error) {
        return shared.query(unprepared(query, error, true), isLookup);
      }
    },
    connect: async () => {
      const client = await pool.connect();
      let known = adapted.get(client);
      if (!known) {
        known = adaptClient(client, queryOf);
        adapted.set(client, known);
      }
      return known;
    },
  };
}

function adaptClient(
  client: pg.PoolClient,
  queryOf: (text: string, parameters: readonly unknown[]) => pg.QueryConfig,
): PostgresPoolClient {
  /** The start of a transaction, until its first query is sent. */
  let begun: Promise<pg.QueryResult> | undefined;
  const query = async (text: string, parameters: readonly unknown[]) => {
    if (text === 'begin') {
      // Not waited for, so that it and the first query are one journey. Whoever sends that is told.
      begun = send(client, { text });
      begun.catch(() => undefined);
      return BEGUN;
    }
    const start = begun;
    begun = undefined;
    const config = queryOf(text, parameters);
    try {
      const [answer] = await Promise.all([send(client, config), start]);
      return answer;
    } catch (error) {
      const mayRepeat = client.getTransactionStatus() === 'I';
      return send(client, unprepared(config, error, mayRepeat));
    }
  };
  return {
    // The type also has cursors, which this service does not use.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}

/** What Kysely takes for the answer to `begin`. */
const BEGUN = { command: 'BEGIN', rowCount: null, rows: [] };

/**
 * The query without the prepared statement that it failed for, since a migration has changed the
 * table meanwhile. What failed for another reason is thrown.
 *
 * @param mayRepeat whether it has changed nothing, nor ended a transaction
 */
function unprepared(
  { text, values }: pg.QueryConfig,
  error: unknown,
  mayRepeat: boolean,
): pg.QueryConfig {
  if (mayRepeat && error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery')
    return { text, ...(values && { values }) };
  // What pg makes leads to its parser: this leads to who has asked.
  if (error instanceof Error) Error.captureStackTrace(error);
  throw error;
}

/** What is no number is nothing, as SQLite has it: a key such as `x` is that of no row. */
const valuesOf = (parameters: readonly unknown[]): unknown[] =>
  parameters.map((value) => (Number.isNaN(value) ? null : value));
