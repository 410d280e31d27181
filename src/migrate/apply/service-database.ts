import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { LOSES } from '../plan/migration-files.ts';
import {
  type AppliedMigration,
  applySqlite,
  inTransaction,
  migratePostgres,
  migrateSqlite,
  type Migration,
  pendingMigrations,
  readMigrations,
  withPostgres,
} from './migrations.ts';

/** The database of a generated service, as its migrations see it. */
export interface ServiceDatabase {
  /** What has been applied, in order. Changes nothing, and makes no database. */
  applied(): Promise<AppliedMigration[]>;
  migrate(migrations: readonly Migration[]): Promise<void>;
  /** Runs a way back and forgets its migration, in one transaction. */
  takeBack(name: string, text: string): Promise<void>;
}

export interface MigrationState {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
}

/** `file:PATH`, `:memory:` or `postgres://…`, as the service itself takes it. */
export const openServiceDatabase = (url: string): ServiceDatabase =>
  isPostgres(url) ? new PostgresDatabase(url) : new SqliteDatabase(url.replace(/^file:/, ''));

const isPostgres = (url: string): boolean => /^postgres(ql)?:/.test(url);

/** The migrations of a service for the kind of database that a URL names. */
export const migrationsOf = (service: string, url: string): Promise<Migration[]> =>
  readMigrations(pathToFileURL(`${folderOf(service, url)}/`));

const folderOf = (service: string, url: string): string =>
  join(service, 'migrations', isPostgres(url) ? 'postgres' : 'sqlite');

/**
 * What has been applied to a database, and what is still to be.
 *
 * @throws MigrationError when the two have parted
 */
export async function migrationState(service: string, url: string): Promise<MigrationState> {
  const applied = await openServiceDatabase(url).applied();
  const pending = pendingMigrations(await migrationsOf(service, url), applied);
  return { applied: applied.map(nameOf), pending: pending.map(nameOf) };
}

const nameOf = ({ name }: { readonly name: string }): string => name;

/**
 * The way back of the migration that was applied last.
 *
 * @returns undefined when nothing has been applied; no text when there is no way back
 */
export async function lastWayBack(
  service: string,
  url: string,
): Promise<{ name: string; text?: string; loses: string[] } | undefined> {
  const { applied } = await migrationState(service, url);
  const name = applied.at(-1);
  if (name === undefined) return undefined;
  const path = join(folderOf(service, url), name.replace(/\.sql$/, '.down.sql'));
  if (!existsSync(path)) return { name, loses: [] };
  const text = await readFile(path, 'utf8');
  const loses = text
    .split(/\r?\n/)
    .flatMap((line) => (line.startsWith(LOSES) ? [line.slice(LOSES.length)] : []));
  return { name, text, loses };
}

class SqliteDatabase implements ServiceDatabase {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async applied(): Promise<AppliedMigration[]> {
    if (!existsSync(this.#path)) return [];
    return this.#with({ readOnly: true }, (database) => {
      const known = database.prepare("select 1 from sqlite_schema where name = 'migration'").get();
      return known === undefined
        ? []
        : (database
            .prepare('select name, checksum from migration order by name')
            .all() as unknown as AppliedMigration[]);
    });
  }

  async migrate(migrations: readonly Migration[]): Promise<void> {
    this.#with({}, (database) => migrateSqlite(database, migrations));
  }

  async takeBack(name: string, text: string): Promise<void> {
    this.#with({}, (database) => {
      database.exec('pragma foreign_keys = off');
      database.exec('begin immediate');
      applySqlite(database, name, text);
      database.prepare('delete from migration where name = ?').run(name);
      database.exec('commit');
    });
  }

  /** A transaction that is not committed ends with the connection. */
  #with<Result>(options: { readOnly?: boolean }, work: (database: DatabaseSync) => Result): Result {
    const database = new DatabaseSync(this.#path, { ...options, timeout: 5000 });
    try {
      return work(database);
    } finally {
      database.close();
    }
  }
}

class PostgresDatabase implements ServiceDatabase {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async applied(): Promise<AppliedMigration[]> {
    const client = new pg.Client({ connectionString: this.#url });
    await client.connect();
    try {
      const { rows } = await client.query<{ known: boolean }>(
        `select to_regclass('migration') is not null as known`,
      );
      if (rows[0]?.known !== true) return [];
      const applied = await client.query<AppliedMigration>(
        'select name, checksum from migration order by name',
      );
      return applied.rows;
    } finally {
      await client.end();
    }
  }

  migrate(migrations: readonly Migration[]): Promise<void> {
    return migratePostgres(this.#url, migrations);
  }

  takeBack(name: string, text: string): Promise<void> {
    return withPostgres(this.#url, (client) =>
      inTransaction(client, name, async () => {
        await client.query(text);
        await client.query('delete from migration where name = $1', [name]);
      }),
    );
  }
}
