import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initialMigration } from '../../src/migrate/initial.ts';
import type { Field, ServiceModel } from '../../src/model/types.ts';
import { openSqlite, Postgres, type Row, type TestDatabase } from './databases.ts';
import {
  applyMigration,
  evolve,
  type EvolveOptions,
  namesOf,
  textsOf,
  waysBack,
} from './evolve.ts';
import { countedKey, entity, field, list, model, reference } from './model.ts';
import { schemaOf } from './schema-of.ts';

let postgres: Postgres;

beforeAll(async () => {
  postgres = await Postgres.start();
}, 60_000);

afterAll(() => postgres.stop());

const textKey = field('id', 'string');
const optional = { required: false } as const;
const title = field('title', 'string');
const books = (...fields: readonly Field[]) => model([entity('Book', [textKey, ...fields])]);
const enumOf = (...values: string[]) => field('kind', 'enum', { values });

const enumField = (name: string, ...values: string[]) => field(name, 'enum', { values });

interface Case {
  readonly before: ServiceModel;
  readonly after: ServiceModel;
  readonly options?: EvolveOptions;
  /** Statements that fill the earlier database. */
  readonly rows: readonly string[];
  /** What is asked of the later one, and what it answers. */
  readonly ask: string;
  readonly answer: readonly Row[];
  readonly names: readonly string[];
}

const insert = (columns: string, ...rows: string[]) =>
  rows.map((row) => `insert into books (${columns}) values (${row})`);

const onBoth = { integer: (value: number) => value };

const cases: Readonly<Record<string, Case>> = {
  'a new optional column': {
    before: books(title),
    after: books(title, field('subtitle', 'string', optional)),
    rows: insert('id, title', "'1', 'a'"),
    ask: 'select * from books',
    answer: [{ id: '1', title: 'a', subtitle: null }],
    names: ['0002_add_book_subtitle'],
  },
  'a new required column with a default': {
    before: books(title),
    after: books(title, field('pages', 'integer', { default: 7 })),
    rows: insert('id, title', "'1', 'a'", "'2', 'b'"),
    ask: 'select id, title, pages from books order by id',
    answer: [
      { id: '1', title: 'a', pages: onBoth.integer(7) },
      { id: '2', title: 'b', pages: onBoth.integer(7) },
    ],
    names: ['0002_add_book_pages'],
  },
  'a default whose text looks like the end of a statement': {
    before: books(title),
    after: books(title, field('note', 'string', { default: "it's;\n-- not;\r\nover" })),
    rows: insert('id, title', "'1', 'a'"),
    ask: 'select note from books',
    answer: [{ note: "it's;\n-- not;\r\nover" }],
    names: ['0002_add_book_note'],
  },
  'a new required column that the service makes for each row': {
    before: books(title),
    after: {
      ...books(),
      entities: [
        entity(
          'Book',
          [
            textKey,
            title,
            field('code', 'string', {
              generation: { by: 'random', prefix: 'b_', alphabet: 'xyz', length: 30 },
            }),
            field('tag', 'uuid', { generation: { by: 'uuid' } }),
            field('made', 'date-time', { generation: { by: 'created-at' } }),
          ],
          { unique: [['tag'], ['code']] },
        ),
      ],
    },
    rows: insert('id, title', "'1', 'a'", "'2', 'b'"),
    ask: 'select count(distinct tag) as tags, count(distinct code) as codes, min(length(code)) as size, min(length(made)) as time from books',
    answer: [{ tags: 2, codes: 2, size: 32, time: 24 }],
    names: ['0002_add_book_code_and_more'],
  },
  'a column that may be empty from now on': {
    before: books(title),
    after: books(field('title', 'string', { nullable: true })),
    rows: insert('id, title', "'1', 'a'"),
    ask: 'select * from books',
    answer: [{ id: '1', title: 'a' }],
    names: ['0002_change_book_title'],
  },
  'a column that must be filled, with a default for rows that are not': {
    before: books(field('title', 'string', optional)),
    after: books(field('title', 'string', { default: 'none' })),
    rows: insert('id, title', "'1', 'a'", "'2', null"),
    ask: 'select * from books order by id',
    answer: [
      { id: '1', title: 'a' },
      { id: '2', title: 'none' },
    ],
    names: ['0002_change_book_title'],
  },
  'a column that must be filled, where every row is': {
    before: books(field('title', 'string', optional)),
    after: books(title),
    options: { allow: true },
    rows: insert('id, title', "'1', 'a'"),
    ask: 'select * from books',
    answer: [{ id: '1', title: 'a' }],
    names: ['0002_change_book_title'],
  },
  'a renamed column, with its check, its index and its references': {
    before: model(
      [
        entity('Author', [textKey]),
        entity(
          'Book',
          [
            textKey,
            enumOf('a', 'b'),
            field('authorId', 'string', { column: 'author_id', ...reference('Author') }),
          ],
          { unique: [['kind']] },
        ),
      ],
      [list('Book', [{ field: 'authorId' }])],
    ),
    after: model(
      [
        entity('Author', [field('slug', 'string', { renamedFrom: 'id' })], {
          key: { fields: ['slug'] },
        }),
        entity(
          'Book',
          [
            textKey,
            field('sort', 'enum', { values: ['a', 'b'], renamedFrom: 'kind' }),
            field('writerId', 'string', {
              column: 'writer_id',
              renamedFrom: 'authorId',
              ...reference('Author', { field: 'slug' }),
            }),
          ],
          { unique: [['sort']] },
        ),
      ],
      [list('Book', [{ field: 'writerId' }])],
    ),
    rows: [
      "insert into authors values ('x')",
      "insert into books (id, kind, author_id) values ('1', 'a', 'x')",
    ],
    ask: 'select id, sort, writer_id, slug from books join authors on writer_id = slug',
    answer: [{ id: '1', sort: 'a', writer_id: 'x', slug: 'x' }],
    names: ['0002_rename_author_id_to_slug_and_more'],
  },
  'two columns that change names with each other': {
    before: books(enumField('one', 'x'), enumField('two', 'y')),
    after: books(enumField('one', 'y'), enumField('two', 'x')),
    options: { renames: ['Book.one=two', 'Book.two=one'] },
    rows: insert('id, one, two', "'1', 'x', 'y'"),
    ask: 'select one, two from books',
    answer: [{ one: 'y', two: 'x' }],
    names: ['0002_rename_book_one_to_two_and_rename_book_two_to_one'],
  },
  'two tables that change names with each other, and their checks and indexes': {
    before: model(
      ['Book', 'Tag'].map((name) =>
        entity(name, [textKey, enumOf('a', 'b'), field('note', 'string', optional)], {
          unique: [['kind']],
        }),
      ),
      [list('Book', [{ field: 'note' }]), list('Tag', [{ field: 'note' }])],
    ),
    after: model(
      ['Book', 'Tag'].map((name) =>
        entity(name, [textKey, enumOf('a', 'b'), field('note', 'string', optional)], {
          unique: [['kind']],
        }),
      ),
      [list('Book', [{ field: 'note' }]), list('Tag', [{ field: 'note' }])],
    ),
    options: { renames: ['Book=Tag', 'Tag=Book'] },
    rows: ["insert into books values ('1', 'a', null)", "insert into tags values ('2', 'b', null)"],
    ask: 'select b.id as book, t.id as tag from books b, tags t',
    answer: [{ book: '2', tag: '1' }],
    names: ['0002_rename_books_to_tags_and_rename_tags_to_books'],
  },
  'a renamed table, with what refers to it and its join table': {
    before: model([
      entity('Tag', [textKey]),
      entity('Book', [textKey, title, field('tags', 'json', reference('Tag', { many: true }))]),
      entity('Review', [
        textKey,
        field('book', 'string', reference('Book', { onDelete: 'cascade' })),
      ]),
    ]),
    after: model([
      entity('Tag', [textKey]),
      {
        ...entity('Volume', [
          textKey,
          title,
          field('tags', 'json', reference('Tag', { many: true })),
        ]),
        renamedFrom: 'Book',
      },
      entity('Review', [
        textKey,
        field('book', 'string', reference('Volume', { onDelete: 'cascade' })),
      ]),
    ]),
    rows: [
      "insert into tags values ('t')",
      "insert into books values ('1', 'a')",
      "insert into reviews values ('r', '1')",
      "insert into books_tags values ('1', 't', 0)",
    ],
    ask: 'select v.title, r.id as review, j.target_id as tag from volumes v join reviews r on r.book = v.id join volumes_tags j on j.owner_id = v.id',
    answer: [{ title: 'a', review: 'r', tag: 't' }],
    names: ['0002_rename_books_to_volumes_and_more'],
  },
  'a new table, and a reference to it': {
    before: books(title),
    after: model([
      entity('Author', [textKey]),
      entity('Book', [
        textKey,
        title,
        field('author', 'string', { ...reference('Author'), ...optional }),
      ]),
    ]),
    rows: insert('id, title', "'1', 'a'"),
    ask: 'select * from books',
    answer: [{ id: '1', title: 'a', author: null }],
    names: ['0002_create_authors_and_add_book_author'],
  },
  'a new many-to-many relation': {
    before: model([entity('Tag', [textKey]), entity('Book', [textKey, title])]),
    after: model([
      entity('Tag', [textKey]),
      entity('Book', [textKey, title, field('tags', 'json', reference('Tag', { many: true }))]),
    ]),
    rows: ["insert into tags values ('t')", ...insert('id, title', "'1', 'a'")],
    ask: 'select b.title, (select count(*) from books_tags) as links from books b',
    answer: [{ title: 'a', links: 0 }],
    names: ['0002_create_books_tags'],
  },
  'an enum with one more value': {
    before: books(enumOf('a', 'b')),
    after: books(enumOf('a', 'b', 'c')),
    rows: insert('id, kind', "'1', 'a'"),
    ask: 'select * from books',
    answer: [{ id: '1', kind: 'a' }],
    names: ['0002_change_book_kind'],
  },
  'an enum with one value less, which no row has': {
    before: books(enumOf('a', 'b', 'c')),
    after: books(enumOf('a', 'b', 'd')),
    options: { allow: true },
    rows: insert('id, kind', "'1', 'a'"),
    ask: 'select * from books',
    answer: [{ id: '1', kind: 'a' }],
    names: ['0002_change_book_kind', '0003_change_book_kind'],
  },
  'wider bounds': {
    before: books(field('pages', 'integer', { schema: { minimum: 1, maximum: 9 } })),
    after: books(field('pages', 'integer', { schema: { minimum: 0 } })),
    rows: insert('id, pages', "'1', 5"),
    ask: 'select * from books',
    answer: [{ id: '1', pages: 5 }],
    names: ['0002_change_book_pages'],
  },
  'a unique set': {
    before: books(title),
    after: model([entity('Book', [textKey, title], { unique: [['title']] })]),
    options: { allow: true },
    rows: insert('id, title', "'1', 'a'", "'2', 'b'"),
    ask: 'select * from books order by id',
    answer: [
      { id: '1', title: 'a' },
      { id: '2', title: 'b' },
    ],
    names: ['0002_change_book_keys'],
  },
  'no unique set any more': {
    before: model([entity('Book', [textKey, title], { unique: [['title']] })]),
    after: books(title),
    rows: insert('id, title', "'1', 'a'"),
    ask: 'select * from books',
    answer: [{ id: '1', title: 'a' }],
    names: ['0002_change_book_keys'],
  },
  'an index for a new filter': {
    before: books(title),
    after: model([entity('Book', [textKey, title])], [list('Book', [{ field: 'title' }])]),
    rows: insert('id, title', "'1', 'a'"),
    ask: 'select * from books',
    answer: [{ id: '1', title: 'a' }],
    names: ['0002_index_book'],
  },
  'an index on points in time, where there was none': {
    before: books(field('at', 'date-time')),
    after: model(
      [entity('Book', [textKey, field('at', 'date-time')])],
      [list('Book', [{ field: 'at', operator: 'gte' }])],
    ),
    rows: insert('id, at', "'1', '2026-01-01T00:00:00Z'"),
    ask: 'select * from books',
    answer: [{ id: '1', at: '2026-01-01T00:00:00Z' }],
    names: ['0002_index_book'],
  },
  'a reference that rows already keep to': {
    before: model([
      entity('Author', [textKey]),
      entity('Book', [textKey, field('author', 'string')]),
    ]),
    after: model([
      entity('Author', [textKey]),
      entity('Book', [textKey, field('author', 'string', reference('Author'))]),
    ]),
    options: { allow: true },
    rows: ["insert into authors values ('x')", "insert into books values ('1', 'x')"],
    ask: 'select * from books',
    answer: [{ id: '1', author: 'x' }],
    names: ['0002_index_book', '0003_change_book_author'],
  },
  'a dropped column and a dropped table that refer to each other': {
    before: model([
      entity('Author', [textKey, field('best', 'string', { ...reference('Book'), ...optional })]),
      entity('Book', [
        textKey,
        title,
        field('author', 'string', { ...reference('Author'), ...optional }),
      ]),
    ]),
    after: books(title),
    options: { allow: true },
    rows: insert('id, title', "'1', 'a'"),
    ask: 'select * from books',
    answer: [{ id: '1', title: 'a' }],
    names: [
      '0002_change_book_author_and_change_authors_best',
      '0003_drop_authors_and_drop_book_author',
    ],
  },
  'a key that the database counts, where a client chose it': {
    before: model([
      entity('Book', [field('id', 'bigint'), title]),
      entity('Review', [textKey, field('book', 'bigint', reference('Book'))]),
    ]),
    after: model([
      entity('Book', [countedKey, title]),
      entity('Review', [textKey, field('book', 'bigint', reference('Book'))]),
    ]),
    rows: ["insert into books values (41, 'a')", "insert into reviews values ('r', 41)"],
    ask: "insert into books (title) values ('b') returning id, title",
    answer: [{ id: 42, title: 'b' }],
    names: ['0002_change_book_id'],
  },
  'a key of another type, with what refers to it': {
    before: model([
      entity('Book', [field('id', 'integer', { schema: { format: 'int32' } }), title]),
      entity('Review', [
        textKey,
        field('book', 'integer', { schema: { format: 'int32' }, ...reference('Book') }),
      ]),
    ]),
    after: model([
      entity('Book', [textKey, title]),
      entity('Review', [textKey, field('book', 'string', reference('Book'))]),
    ]),
    rows: ["insert into books values (41, 'a')", "insert into reviews values ('r', 41)"],
    ask: 'select b.id, r.id as review from books b join reviews r on r.book = b.id',
    answer: [{ id: '41', review: 'r' }],
    names: ['0002_change_book_id_and_change_review_book'],
  },
};

/** Numbers as numbers, whichever way a driver tells them. */
const told = (rows: readonly Row[]): Row[] =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'bigint' || (typeof value === 'string' && /^\d{1,2}$/.test(value))
          ? Number(value)
          : value,
      ]),
    ),
  );

test.each(Object.entries(cases))('%s: nothing follows from what has not changed', (_name, one) => {
  for (const same of [one.before, one.after]) expect(evolve(same, same).files).toEqual([]);
});

describe.each(['sqlite', 'postgres'] as const)('on %s', (dialect) => {
  const open = () => (dialect === 'sqlite' ? openSqlite() : postgres.open());

  async function using(run: (database: TestDatabase) => Promise<void>): Promise<void> {
    const database = await open();
    try {
      await run(database);
    } finally {
      await database.close();
    }
  }

  async function freshSchema(of: ServiceModel): Promise<object> {
    let schema: object = {};
    await using(async (database) => {
      await database.apply(initialMigration(of, dialect));
      schema = await schemaOf(database);
    });
    return schema;
  }

  test.each(Object.entries(cases))(
    '%s keeps the rows and ends in what a fresh install has',
    async (_name, one) => {
      const plan = evolve(one.before, one.after, one.options);
      expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(namesOf(plan)).toEqual(one.names);
      await using(async (database) => {
        await database.apply(initialMigration(one.before, dialect));
        for (const statement of one.rows) await database.query(statement);
        for (const text of textsOf(plan, dialect)) await applyMigration(database, text);
        expect(await schemaOf(database)).toEqual(await freshSchema(one.after));
        expect(told(await database.query(one.ask))).toEqual(told(one.answer));
      });
    },
  );

  test.each(Object.entries(cases))(
    '%s has a way back to the earlier schema',
    async (_name, one) => {
      const plan = evolve(one.before, one.after, one.options);
      await using(async (database) => {
        await database.apply(initialMigration(one.before, dialect));
        for (const text of textsOf(plan, dialect)) await applyMigration(database, text);
        for (const text of waysBack(plan, dialect)) await applyMigration(database, text);
        expect(await schemaOf(database)).toEqual(await freshSchema(one.before));
      });
    },
  );
});
