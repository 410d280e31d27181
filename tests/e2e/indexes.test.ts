import { CompiledQuery, type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Postgres } from '../migrate/databases.ts';

type Database = Kysely<object>;

/** What is used of the modules of a sample service. */
interface Modules {
  openDatabase(url: string): Promise<Database>;
  findBook(database: Database, id: string): Promise<unknown>;
  listBooks(database: Database, filter: object, window: object): Promise<unknown>;
}

const sample = new URL('../../generated/bookstore/src/', import.meta.url);
const modules = async (): Promise<Modules> => ({
  ...((await import(new URL('database.ts', sample).href)) as Modules),
  ...((await import(new URL('resources/books/repository.ts', sample).href)) as Modules),
});

const sorted = (column: string) => [
  { column, direction: 'asc' },
  { column: 'id', direction: 'asc' },
];

/** Fills the tables, in SQL that only differs in how numbers get leading zeros. */
async function fill(
  database: Database,
  padded: (width: number, number?: string) => string,
): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(database);
  const numbers = (last: number) =>
    `with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ${last})`;
  const id = (number: string) => `'00000000-0000-4000-8000-' || ${number}`;
  const asId = (text: string) => (padded(1).startsWith('lpad') ? `(${text})::uuid` : text);
  await run(
    `${numbers(500)} insert into authors (id, name, created_at) select ${asId(id(padded(12)))}, 'Author', '2024' from numbers`,
  );
  await run(
    `${numbers(100_000)} insert into books (id, title, isbn, author_id, format, price, in_print, tags, created_at, updated_at)
     select ${asId(id(padded(12)))}, 'Book ' || ${padded(6)}, ${padded(13)}, ${asId(id(padded(12, '(1 + i % 500)')))}, 'paperback', i % 1000, ${padded(1).startsWith('lpad') ? 'true' : '1'}, '[]', '2024-' || ${padded(6)}, '2024' from numbers`,
  );
  await run('analyze');
}

/** Runs what asks the database, and explains each of its queries. */
async function plansOf(
  database: Database,
  explain: string,
  ask: (database: Database) => Promise<unknown>,
): Promise<string> {
  const queries: CompiledQuery[] = [];
  const watched = new Proxy(database, {
    get: (target, name) => {
      if (name === 'executeQuery')
        return (query: CompiledQuery) => {
          queries.push(query);
          return target.executeQuery(query);
        };
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  await ask(watched);
  expect(queries).toHaveLength(1);
  const plans = queries.map(({ sql: text, parameters }) =>
    database.executeQuery(CompiledQuery.raw(`${explain} ${text}`, [...parameters])),
  );
  return JSON.stringify((await Promise.all(plans)).map(({ rows }) => rows));
}

describe.each(['sqlite', 'postgres'] as const)('a hundred thousand rows on %s', (dialect) => {
  let postgres: Postgres | undefined;
  let database: Database;
  let service: Modules;
  beforeAll(async () => {
    postgres = dialect === 'postgres' ? await Postgres.start() : undefined;
    service = await modules();
    database = await service.openDatabase((await postgres?.emptyUrl()) ?? ':memory:');
    await fill(database, (width, number = 'i') =>
      dialect === 'postgres'
        ? `lpad(${number}::text, ${width}, '0')`
        : `printf('%0${width}d', ${number})`,
    );
  });
  afterAll(async () => {
    await database.destroy();
    await postgres?.stop();
  });

  const author = '00000000-0000-4000-8000-000000000007';
  test.each<[string, (database: Database) => Promise<unknown>, RegExp]>([
    ['get', (asked) => service.findBook(asked, author), /books_pkey|sqlite_autoindex_books/],
    [
      'the first page',
      (asked) => service.listBooks(asked, {}, { order: sorted('created_at'), limit: 20 }),
      /books_created_at_idx/,
    ],
    [
      'a filter',
      (asked) =>
        service.listBooks(asked, { authorId: author }, { order: sorted('created_at'), limit: 20 }),
      /books_author_id_created_at_idx/,
    ],
    [
      'a sort',
      (asked) => service.listBooks(asked, {}, { order: sorted('price'), limit: 20 }),
      /books_price_idx/,
    ],
  ])('%s is one query that uses an index', async (_name, ask, index) => {
    const explain = dialect === 'postgres' ? 'explain' : 'explain query plan';
    const plan = await plansOf(database, explain, ask);
    expect(plan).toMatch(index);
    expect(plan).not.toMatch(/Seq Scan|SCAN books"|USE TEMP B-TREE FOR ORDER BY|Sort/);
  });
});
