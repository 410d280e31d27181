import {
  DatabaseSync,
  type SQLInputValue,
  type SQLOutputValue,
  type StatementSync,
} from 'node:sqlite';
import {
  CompiledQuery,
  type Expression,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  sql,
  SqliteDialect,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely';
import { fileOf } from './files.ts';
import { migratePostgres, migrateSqlite, readMigrations } from './migrations.ts';
import { type DepotTable } from './entities/depot.ts';
import { type VehicleTable } from './entities/vehicle.ts';
import { type DriverTable } from './entities/driver.ts';
import { type TripTable } from './entities/trip.ts';

export interface Tables {
  depots: DepotTable;
  vehicles: VehicleTable;
  drivers: DriverTable;
  trips: TripTable;
  trips_driver_ids: { owner_id: string | number; target_id: string | number; position: number };
}

/** The service's tables, on SQLite or on PostgreSQL; a transaction has the same type. */
export type Database = Kysely<Tables>;

/** Opens `file:PATH`, `:memory:` or `postgres://…` and brings its schema up to date. */
export async function openDatabase(url: string, connections = 10): Promise<Database> {
  const isPostgres = /^postgres(ql)?:/.test(url);
  const folder = fileOf(`migrations/${isPostgres ? 'postgres' : 'sqlite'}/`);
  const migrations = await readMigrations(folder);
  if (isPostgres) {
    await migratePostgres(url, migrations);
    const { openPostgres } = await import('./postgres.ts');
    const pool = openPostgres(url, connections);
    return withRunner(
      new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
      () => pool.run,
    );
  }
  const file = openSqlite(url.replace(/^file:/, ''));
  migrateSqlite(file, migrations);
  const adapted = adaptDatabase(file);
  const run: Runner = (text, parameters) => ({ rows: adapted.prepare(text).all(parameters) });
  return withRunner(new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapted }) }), () =>
    file.isTransaction ? undefined : run,
  );
}

/** Runs a compiled query, of which a lookup reads one row by an index; SQLite answers at once. */
type Runner = (
  text: string,
  parameters: readonly unknown[],
  isLookup: boolean,
) => Answer | Promise<Answer>;

interface Answer {
  readonly rows: unknown[];
}

const runners = new WeakMap<Database, () => Runner | undefined>();

/**
 * What runs a query by the shortest way, without a transaction: on PostgreSQL, whichever connection
 * is free; on SQLite the only one, unless there is a transaction on it, which Kysely waits for.
 */
export const runnerOf = (database: Database): Runner | undefined => runners.get(database)?.();

async function withRunner(database: Database, runner: () => Runner | undefined): Promise<Database> {
  // Kysely closes what it has used, and nothing else.
  await database.executeQuery(CompiledQuery.raw('select 1'));
  runners.set(database, runner);
  return database;
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

/** Keeps others from changing the rows of a query until the transaction ends; SQLite has one writer at a time. */
export const forUpdate = <Query extends { forUpdate(): Query }>(
  database: Database,
  query: Query,
): Query => (dialectOf(database) === 'postgres' ? query.forUpdate() : query);

/** A date-time column or value as a point in time, so that offsets compare as they should. */
export const instantOf = (database: Database) => (text: Expression<unknown>) =>
  dialectOf(database) === 'postgres'
    ? sql<number>`instant(${text})`
    : sql<number>`unixepoch(${text}, 'subsec')`;

/** A condition on a date-time column that compares points in time. */
export const instantIs = (database: Database, column: string, operator: string, value: string) =>
  sql<boolean>`${instantOf(database)(sql.ref(column))} ${sql.raw(operator)} ${instantOf(database)(sql.val(value))}`;

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
      const statement = adapt(database.prepare(text), !text.includes('*'));
      if (prepared.size < 1000) prepared.set(text, statement);
      return statement;
    },
  };
}

/**
 * Rows come as arrays and are named here: the objects that node:sqlite makes cost more to read than to
 * query. Whoever asks for `*` is given those, since its columns change when another process migrates.
 */
function adapt(statement: StatementSync, namesColumns: boolean): SqliteStatement {
  statement.setReadBigInts(true);
  const names = statement.columns().map(({ name }) => name);
  statement.setReturnArrays(namesColumns);
  const bind = (values: readonly unknown[]) =>
    values.map((value) => (typeof value === 'boolean' ? Number(value) : value)) as SQLInputValue[];
  const toRow = (values: unknown) =>
    namesColumns ? named(names, values as SQLOutputValue[]) : values;
  return {
    reader: names.length > 0,
    all: (values) => statement.all(...bind(values)).map(toRow),
    run: (values) => statement.run(...bind(values)),
    iterate: (values) => statement.iterate(...bind(values)).map(toRow),
  };
}

function named(names: readonly string[], values: readonly SQLOutputValue[]) {
  const row: Record<string, SQLOutputValue | undefined> = {};
  names.forEach((name, index) => (row[name] = values[index]));
  return row;
}
