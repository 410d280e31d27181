import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { type DatabaseSync } from 'node:sqlite';
import { type Client } from 'pg';

export interface Migration {
  name: string;
  text: string;
  checksum: string;
}

export interface AppliedMigration {
  name: string;
  checksum: string;
}

/** What keeps a database from being brought up to date. */
export class MigrationError extends Error {
  readonly kind: 'changed' | 'parted' | 'failed';

  constructor(kind: MigrationError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MigrationError';
    this.kind = kind;
  }
}

/** The migrations of a folder by name; ways back stand beside them as `.down.sql`. */
export async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.sql') && !name.endsWith('.down.sql'))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const text = (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** The migrations that are still to be applied, after a look at those that were. */
export function pendingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] {
  const done = new Map(applied.map(({ name, checksum }) => [name, checksum]));
  const known = new Set(migrations.map(({ name }) => name));
  const pending = migrations.filter(({ name }) => !done.has(name));
  const unknown = [...done.keys()].filter((name) => !known.has(name)).sort();
  const last = migrations.filter(({ name }) => done.has(name)).at(-1);
  const [next] = pending;
  const [stranger] = unknown;
  if (stranger !== undefined && next !== undefined)
    throw new MigrationError(
      'parted',
      `The database has ${stranger}, which this service does not have, and lacks ${next.name}: they come from two lines of development. Bring both into one line, with one migration after the other.`,
    );
  if (stranger !== undefined)
    throw new MigrationError(
      'parted',
      `The database has ${stranger}, which this service does not have: a later version has migrated it. Start that version, or take the migration back with it.`,
    );
  if (next !== undefined && last !== undefined && next.name < last.name)
    throw new MigrationError(
      'parted',
      `The database has ${last.name} and lacks ${next.name}, which comes before it: they come from two lines of development. Give ${next.name} a number after ${last.name}.`,
    );
  for (const { name, checksum } of migrations) {
    if (done.has(name) && done.get(name) !== checksum)
      throw new MigrationError(
        'changed',
        `${name} is not what was applied to the database: it was changed afterwards. Bring the file back, and make the change a migration of its own.`,
      );
  }
  return pending;
}

const CREATE_TABLE =
  'create table if not exists migration (name text primary key, checksum text not null, applied_at text not null)';
const APPLIED = 'select name, checksum from migration order by name';

const failed = (name: string, error: unknown): MigrationError =>
  new MigrationError(
    'failed',
    `${name} failed and was taken back: ${error instanceof Error ? error.message : String(error)}`,
    { cause: error },
  );

/**
 * Applies what a database has not seen, each migration in a transaction of its own that no other
 * process writes beside. References are off meanwhile, since tables may be made anew, and checked
 * before the end.
 */
export function migrateSqlite(database: DatabaseSync, migrations: readonly Migration[]): void {
  database.exec('pragma foreign_keys = off');
  try {
    while (applyNext(database, migrations));
  } finally {
    database.exec('pragma foreign_keys = on');
  }
}

function applyNext(database: DatabaseSync, migrations: readonly Migration[]): boolean {
  database.exec('begin immediate');
  try {
    database.exec(CREATE_TABLE);
    const applied = database.prepare(APPLIED).all() as unknown as AppliedMigration[];
    const [next] = pendingMigrations(migrations, applied);
    if (next !== undefined) {
      applySqlite(database, next.name, next.text);
      database
        .prepare('insert into migration (name, checksum, applied_at) values (?, ?, ?)')
        .run(next.name, next.checksum, new Date().toISOString());
    }
    database.exec('commit');
    return next !== undefined;
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

/** Runs a script inside a transaction, and looks whether all references still hold. */
export function applySqlite(database: DatabaseSync, name: string, text: string): void {
  try {
    database.exec(text);
  } catch (error) {
    throw failed(name, error);
  }
  const [broken] = database.prepare('pragma foreign_key_check').all();
  if (broken !== undefined)
    throw failed(
      name,
      `rows of ${String(broken.table)} would refer to rows of ${String(broken.parent)} that are not there`,
    );
}

/** Locks out other processes that migrate the same database; any number that no other lock uses. */
const LOCK = 727_227_418;

/** Applies what a database has not seen, each migration in a transaction of its own, under a lock. */
export async function migratePostgres(
  url: string,
  migrations: readonly Migration[],
): Promise<void> {
  await withPostgres(url, async (client) => {
    const applied = await client.query<AppliedMigration>(APPLIED);
    for (const { name, text, checksum } of pendingMigrations(migrations, applied.rows)) {
      await inTransaction(client, name, async () => {
        await client.query(text);
        await client.query(
          'insert into migration (name, checksum, applied_at) values ($1, $2, $3)',
          [name, checksum, new Date().toISOString()],
        );
      });
    }
  });
}

/** Has a database's migrations to itself, with the table that tells them. */
export async function withPostgres<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  // Not every service needs it.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(CREATE_TABLE);
    return await work(client);
  } finally {
    // The lock ends with the connection.
    await client.end();
  }
}

/** All of it or nothing: a transaction that is not committed ends with the connection. */
export async function inTransaction(
  client: Client,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    throw failed(name, error);
  }
}
