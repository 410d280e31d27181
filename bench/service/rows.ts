import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import pg from 'pg';
import { seedRow } from './contenders/seed.ts';

/** The rows that all contenders share. */
export interface Rows {
  /** Puts rows there; each that there is already stays. */
  add(first: number, count: number): Promise<void>;
  /** Takes away what was made since the start. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

const COLUMNS =
  'id, name, category, description, price, stock, active, tags, created_at, updated_at';
const MADE = `delete from products where id > '00000000-0000-4000-8000-ffffffffffff'`;
const valuesOf = (index: number) => Object.values(seedRow(index));

/** Opens the tables that the generated service has made. */
export const openRows = (url: string): Promise<Rows> =>
  url.startsWith('postgres')
    ? openPostgres(url)
    : Promise.resolve(openSqlite(url.slice('file:'.length)));

async function openPostgres(url: string): Promise<Rows> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    add: async (first, count) => {
      const records = Array.from({ length: count }, (_, index) => seedRow(first + index));
      await client.query(
        `insert into products (${COLUMNS}) select ${COLUMNS} from json_populate_recordset(null::products, $1) on conflict do nothing`,
        [JSON.stringify(records.map((row) => ({ ...row, tags: JSON.parse(row.tags) as unknown })))],
      );
    },
    tidy: async () => {
      await client.query(MADE);
      await client.query('vacuum analyze products');
    },
    close: () => client.end(),
  };
}

function openSqlite(path: string): Rows {
  const database = new DatabaseSync(path, { timeout: 60_000 });
  const insert = database.prepare(
    `insert or ignore into products (${COLUMNS}) values (${COLUMNS.replace(/\w+/g, '?')})`,
  );
  return {
    add: async (first, count) => {
      database.exec('begin immediate');
      for (let index = first; index < first + count; index++)
        insert.run(
          ...(valuesOf(index).map((value) =>
            typeof value === 'boolean' ? Number(value) : value,
          ) as SQLInputValue[]),
        );
      database.exec('commit');
    },
    tidy: async () => {
      database.exec(MADE);
      database.exec('analyze');
    },
    close: async () => database.close(),
  };
}
