import { describe, expect, test } from 'vitest';
import type { Field, ServiceModel } from '../../src/model/types.ts';
import { openSqlite } from './databases.ts';
import { initialMigration } from '../../src/migrate/initial.ts';
import { applyMigration, evolve, textsOf } from './evolve.ts';
import { entity, field, model, reference } from './model.ts';

const textKey = field('id', 'string');
const books = (...fields: readonly Field[]) => model([entity('Book', [textKey, ...fields])]);
const title = field('title', 'string');

const errors = (before: ServiceModel, after: ServiceModel, allow = false) => {
  const { diagnostics, files, isPending } = evolve(before, after, { allow });
  const found = diagnostics.filter(({ severity }) => severity === 'error');
  expect(isPending).toBe(found.length > 0);
  expect(files.length > 0).toBe(found.length === 0);
  return found;
};

const refused: readonly (readonly [string, string, ServiceModel, ServiceModel])[] = [
  [
    'SW5501',
    'table books',
    model([entity('Book', [textKey]), entity('Tag', [textKey])]),
    model([entity('Tag', [textKey])]),
  ],
  ['SW5502', 'books.title', books(title), books()],
  ['SW5503', 'texts that are no whole number', books(title), books(field('title', 'integer'))],
  [
    'SW5503',
    'numbers that are not whole',
    books(field('n', 'number')),
    books(field('n', 'integer')),
  ],
  ['SW5503', 'times of day', books(field('at', 'date-time')), books(field('at', 'date'))],
  ['SW5504', 'books.pages', books(), books(field('pages', 'integer'))],
  [
    'SW5504',
    'rows without one',
    books(field('title', 'string', { required: false })),
    books(title),
  ],
  [
    'SW5505',
    'no longer take b',
    books(field('kind', 'enum', { values: ['a', 'b'] })),
    books(field('kind', 'enum', { values: ['a', 'c'] })),
  ],
  [
    'SW5505',
    'a, b and nothing else',
    books(field('kind', 'string')),
    books(field('kind', 'enum', { values: ['a', 'b'] })),
  ],
  [
    'SW5506',
    'title in books',
    books(title),
    model([entity('Book', [textKey, title], { unique: [['title']] })]),
  ],
  [
    'SW5507',
    'primary key of books',
    books(title),
    model([entity('Book', [textKey, title], { key: { fields: ['id', 'title'] } })]),
  ],
  [
    'SW5508',
    'row of tags',
    model([entity('Tag', [textKey]), entity('Book', [textKey, title])]),
    model([
      entity('Tag', [textKey]),
      entity('Book', [textKey, field('title', 'string', reference('Tag'))]),
    ]),
  ],
  [
    'SW5509',
    '<= 9',
    books(field('n', 'integer')),
    books(field('n', 'integer', { schema: { maximum: 9 } })),
  ],
  [
    'SW5509',
    '> 0',
    books(field('n', 'integer', { schema: { minimum: 0 } })),
    books(field('n', 'integer', { schema: { exclusiveMinimum: 0 } })),
  ],
];

describe('what may lose data or fail on it', () => {
  test.each(refused)('is refused until it is allowed: %s, %s', (code, what, before, after) => {
    const [first, ...more] = errors(before, after);
    expect(more).toEqual([]);
    expect(first?.code).toBe(code);
    expect(first?.message).toContain(what);
    expect(first?.message).toContain('--allow-destructive');
    expect(errors(before, after, true)).toEqual([]);
  });

  test('is refused for ever where the one type says nothing in the other', () => {
    const [first] = errors(books(field('a', 'boolean')), books(field('a', 'date')), true);
    expect(first?.code).toBe('SW5510');
  });

  test('goes into a migration of its own, after what is safe', () => {
    const plan = evolve(
      books(title, field('pages', 'integer')),
      books(title, field('blurb', 'string', { required: false })),
      { allow: true },
    );
    const [expand = '', contract = '', ...more] = textsOf(plan, 'postgres');
    expect(more).toEqual([]);
    expect(expand).toContain('add column blurb');
    expect(expand).toContain('alter column pages drop not null');
    expect(expand).not.toContain('drop column');
    expect(contract).toContain('-- Allowed: the column books.pages would be dropped');
    expect(contract).toContain('drop column pages');
  });

  test('is no risk when it only widens', () => {
    const pairs = [
      [field('n', 'integer'), field('n', 'bigint')],
      [field('n', 'integer'), field('n', 'string')],
      [field('n', 'uuid'), field('n', 'string')],
      [field('n', 'date'), field('n', 'date-time')],
      [field('n', 'boolean'), field('n', 'json')],
      [field('n', 'enum', { values: ['a'] }), field('n', 'string')],
      [field('n', 'integer', { schema: { minimum: 1 } }), field('n', 'integer')],
    ] as const;
    for (const [before, after] of pairs) expect(errors(books(before), books(after))).toEqual([]);
  });
});

describe('on rows that do not fit', () => {
  const values: readonly (readonly [Field, Field, readonly string[], string])[] = [
    [
      title,
      field('title', 'integer'),
      ["'12'", "'twelve'"],
      'books.title holds a value that is no integer',
    ],
    [
      title,
      field('title', 'number'),
      ["'1.5'", "'1,5'"],
      'books.title holds a value that is no number',
    ],
    [
      title,
      field('title', 'boolean'),
      ["'true'", "'yes'"],
      'books.title holds a value that is no boolean',
    ],
    [
      title,
      field('title', 'date'),
      ["'2026-02-28'", "'2026-02-30'"],
      'books.title holds a value that is no date',
    ],
    [
      title,
      field('title', 'uuid'),
      ["'00000000-0000-4000-8000-00000000000A'", "'x'"],
      'books.title holds a value that is no uuid',
    ],
    [
      field('n', 'number'),
      field('n', 'integer'),
      ['3.0', '3.5'],
      'books.n holds a value that is no integer',
    ],
    [
      field('n', 'json'),
      field('n', 'string'),
      [`'"a"'`, "'[1]'"],
      'books.n holds a value that is no string',
    ],
    [
      field('kind', 'string'),
      field('kind', 'enum', { values: ['a'] }),
      ["'a'", "'b'"],
      'CHECK constraint failed',
    ],
    [
      field('kind', 'string', { required: false }),
      field('kind', 'string'),
      ["'a'", 'null'],
      'NOT NULL constraint failed',
    ],
  ];

  test.each(values)(
    'a migration stops and leaves everything as it was: %#',
    async (before, after, [good = '', bad = ''], message) => {
      const plan = evolve(books(before), books(after), { allow: true });
      const [contract = ''] = textsOf(plan, 'sqlite').slice(-1);
      const database = openSqlite();
      await database.apply(initialMigration(books(before), 'sqlite'));
      await database.query(`insert into books values ('1', ${good})`);
      await database.query(`insert into books values ('2', ${bad})`);
      const rows = await database.query('select * from books');
      await expect(applyMigration(database, contract)).rejects.toThrow(message);
      expect(await database.query('select * from books')).toEqual(rows);
      await database.query(`delete from books where id = '2'`);
      await applyMigration(database, contract);
      expect(await database.query('select id from books')).toEqual([{ id: '1' }]);
      await database.close();
    },
  );
});
