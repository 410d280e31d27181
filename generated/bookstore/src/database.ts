import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  SqliteDialect,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely';
import pg from 'pg';
import { migratePostgres, migrateSqlite, readMigrations } from './migrations.ts';
import { type AuthorTable } from './entities/author.ts';
import { type GenreTable } from './entities/genre.ts';
import { type BookTable } from './entities/book.ts';
import { type ReviewTable } from './entities/review.ts';

export interface Tables {
  authors: AuthorTable;
  genres: GenreTable;
  books: BookTable;
  reviews: ReviewTable;
}

/** The service's tables, on SQLite or on PostgreSQL; a transaction has the same type. */
export type Database = Kysely<Tables>;

/** Opens `file:PATH`, `:memory:` or `postgres://…` and brings its schema up to date. */
export async function openDatabase(url: string, connections = 10): Promise<Database> {
  const isPostgres = /^postgres(ql)?:/.test(url);
  const folder = new URL(`../migrations/${isPostgres ? 'postgres' : 'sqlite'}/`, import.meta.url);
  const migrations = await readMigrations(folder);
  if (isPostgres) {
    await migratePostgres(url, migrations);
    return new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: openPostgres(url, connections) }),
    });
  }
  const database = openSqlite(url.replace(/^file:/, ''));
  migrateSqlite(database, migrations);
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: adaptDatabase(database) }) });
}

/** Which SQL this database (or transaction) speaks. */
export function dialectOf(database: Database): 'postgres' | 'sqlite' {
  return database.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}

/** Runs in the transaction that there is, or in one of its own. */
export function inTransaction<T>(
  database: Database,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  return database.isTransaction ? work(database) : database.transaction().execute(work);
}

/** JSON columns arrive as text, as on SQLite: the entities' codecs parse them. */
function openPostgres(url: string, connections: number): PostgresPool {
  pg.types.setTypeParser(pg.types.builtins.JSON, (text) => text);
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
  });
  // A connection that ends while nobody uses it is no failure: the next query opens another.
  pool.on('error', () => undefined);
  return adaptPool(pool);
}

/** Kysely has each query parsed and planned anew: here that is done once in each connection. */
function adaptPool(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const name = names.get(text) ?? (names.size < 1000 ? `query_${names.size + 1}` : undefined);
    if (name !== undefined) names.set(text, name);
    return name;
  };
  const adapted = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const known = adapted.get(client) ?? adaptClient(client, nameOf);
      adapted.set(client, known);
      return known;
    },
  };
}

function adaptClient(
  client: pg.PoolClient,
  nameOf: (text: string) => string | undefined,
): PostgresPoolClient {
  const query = async (text: string, parameters: readonly unknown[]) => {
    const values = [...parameters];
    const name = values.length > 0 ? nameOf(text) : undefined;
    if (name === undefined) return client.query(text, values);
    try {
      return await client.query({ name, text, values });
    } catch (error) {
      if (!isStale(error) || client.getTransactionStatus() !== 'I') throw error;
      return client.query(text, values);
    }
  };
  return {
    // The type also has cursors, which this service does not use.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}

/** A migration has changed the table since the query was prepared. */
const isStale = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery';

/** Other processes on the same file are waited for. */
function openSqlite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
  if (path !== ':memory:') database.exec('PRAGMA journal_mode = WAL');
  return database;
}

/**
 * Kysely passes parameters as one array, may pass booleans, and prepares each query anew:
 * node:sqlite takes neither of the first two, and statements are kept because preparing costs most.
 */
function adaptDatabase(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(text) {
      const known = prepared.get(text);
      if (known) return known;
      const statement = adapt(database.prepare(text));
      if (prepared.size < 1000) prepared.set(text, statement);
      return statement;
    },
  };
}

function adapt(statement: StatementSync): SqliteStatement {
  const bind = (values: readonly unknown[]) =>
    values.map((value) => (typeof value === 'boolean' ? Number(value) : value)) as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...bind(values)),
    run: (values) => statement.run(...bind(values)),
    iterate: (values) => statement.iterate(...bind(values)),
  };
}
