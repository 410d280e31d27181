import { describe, expect, test } from 'vitest';
import { initialMigration } from '../../src/migrate/initial.ts';
import type { ServiceModel } from '../../src/model/types.ts';
import { openSqlite } from './databases.ts';
import { countedKey, entity, field, list, model, reference, uuidKey } from './model.ts';

const created = field('created', 'date-time', { generation: { by: 'created-at' } });
const byNewest = [
  { field: 'created', direction: 'desc' },
  { field: 'id', direction: 'desc' },
] as const;

const indexes = (of: ServiceModel, dialect: 'sqlite' | 'postgres' = 'sqlite'): string[] =>
  initialMigration(of, dialect)
    .split('\n')
    .filter((line) => line.startsWith('create index'))
    .map((line) => line.replace(/^create index (.*);$/, '$1'));

describe('an index is made for', () => {
  const thing = (...fields: Parameters<typeof entity>[1]) =>
    entity('Thing', [uuidKey, created, ...fields]);

  test('the order of a list', () => {
    expect(indexes(model([thing()], [list('Thing', [], byNewest)]))).toEqual([
      'things_created_idx on things (created, id)',
    ]);
  });

  test('an order that goes both ways', () => {
    const order = [
      { field: 'created', direction: 'desc' },
      { field: 'id', direction: 'asc' },
    ] as const;
    expect(indexes(model([thing()], [list('Thing', [], order)]))).toEqual([
      'things_created_idx on things (created desc, id)',
    ]);
  });

  test('a filter, in the order of the list', () => {
    expect(
      indexes(
        model(
          [thing(field('status', 'enum'))],
          [list('Thing', [{ field: 'status', operator: 'in' }], byNewest)],
        ),
      ),
    ).toContain('things_status_created_idx on things (status, created, id)');
  });

  test('a range, once for both of its ends', () => {
    const of = model(
      [thing(field('price', 'decimal'))],
      [
        list('Thing', [
          { field: 'price', operator: 'gte' },
          { field: 'price', operator: 'lte' },
        ]),
      ],
    );
    expect(indexes(of)).toEqual(['things_price_idx on things (price, id)']);
  });

  test('a sort key', () => {
    const sort = {
      values: [
        { value: 'name', field: 'name', direction: 'asc' },
        { value: '-name', field: 'name', direction: 'desc' },
      ],
      multiple: false,
    } as const;
    expect(
      indexes(model([thing(field('name', 'string'))], [list('Thing', [{ role: 'sort', sort }])])),
    ).toEqual(['things_name_idx on things (name, id)']);
  });

  test('a list within a parent, which serves the reference, too', () => {
    const child = entity('Child', [uuidKey, created, field('thing', 'uuid', reference('Thing'))]);
    const lists = list('Child', [{ role: 'scope', field: 'thing' }], byNewest);
    expect(indexes(model([thing(), child], [lists]))).toEqual([
      'childs_thing_created_idx on childs (thing, created, id)',
    ]);
  });

  test('a reference that nothing else serves', () => {
    expect(
      indexes(
        model([thing(), entity('Child', [uuidKey, field('thing', 'uuid', reference('Thing'))])]),
      ),
    ).toEqual(['childs_thing_idx on childs (thing)']);
  });

  test('the other side of a many-to-many', () => {
    expect(
      indexes(
        model([
          thing(),
          entity('Bag', [countedKey, field('things', 'json', reference('Thing', { many: true }))]),
        ]),
      ),
    ).toEqual(['bags_things_target_id_idx on bags_things (target_id, owner_id)']);
  });

  test('moments with an offset, as moments; the service writes its own in one form', () => {
    const of = model(
      [thing(field('due', 'date-time'))],
      [
        list('Thing', [
          { field: 'due', operator: 'lt' },
          { field: 'created', operator: 'gt' },
        ]),
      ],
    );
    expect(indexes(of, 'postgres')).toEqual([
      'things_due_idx on things (instant(due), id)',
      'things_created_idx on things (created, id)',
    ]);
    expect(indexes(of)).toContain("things_due_idx on things (unixepoch(due, 'subsec'), id)");
    expect(initialMigration(of, 'postgres')).toContain('create or replace function instant');
    expect(initialMigration(of, 'sqlite')).not.toContain('function');
    expect(initialMigration(model([thing(field('due', 'date-time'))]), 'postgres')).not.toContain(
      'function',
    );
  });
});

test.each<[string, Parameters<typeof list>[1]]>([
  ['the key', [{ field: 'id' }]],
  ['a unique value', [{ field: 'code' }]],
  ['yes and no', [{ field: 'active' }]],
  ['JSON', [{ field: 'tags' }]],
  ['text within a text', [{ field: 'name', operator: 'contains' }]],
  ['what is not a column', [{ field: 'label' }]],
  ['the same twice', []],
])('no index of its own for %s', (_what, parameters) => {
  const thing = entity(
    'Thing',
    [
      uuidKey,
      field('code', 'string'),
      field('active', 'boolean'),
      field('tags', 'json'),
      field('name', 'string'),
      field('label', 'string', { generation: { by: 'template', template: '{id}' } }),
    ],
    { unique: [['code']] },
  );
  const found = indexes(model([thing], [list('Thing', parameters), list('Thing', parameters)]));
  expect(found).toEqual([]);
});

test('a hole asks for no index', () => {
  const of = model(
    [entity('Thing', [uuidKey, created])],
    [{ ...list('Thing', [], byNewest), status: 'hole' }],
  );
  expect(indexes(of)).toEqual([]);
});

test('names of indexes are distinct and fit PostgreSQL, whatever tables and columns are called', () => {
  const long = 'x'.repeat(60);
  const fields = [
    uuidKey,
    field('a', 'string', { column: `${long}_a` }),
    field('b', 'string', { column: `${long}_b` }),
    field('c', 'string', { column: 'ä'.repeat(31) }),
  ];
  const of = model(
    [
      entity('A', fields, { table: long }),
      entity('B', fields, { table: `${long}_a_idx` }),
      entity('C', [uuidKey, field('a', 'string')], { table: 't' }),
      entity('D', [uuidKey], { table: 't_a_idx' }),
    ],
    ['A', 'B', 'C'].map((name) =>
      list(
        name,
        ['a', 'b', 'c'].map((one) => ({ field: one })),
      ),
    ),
  );
  const names = indexes(of).map((index) => index.split(' on ')[0]?.replaceAll('"', '') ?? '');
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('t_a_idx_2');
  for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
});

test('SQLite reads a filtered page from one index, without sorting', async () => {
  const database = openSqlite();
  await database.apply(
    initialMigration(
      model(
        [entity('Thing', [uuidKey, created, field('status', 'enum'), field('due', 'date-time')])],
        [list('Thing', [{ field: 'status' }, { field: 'due', operator: 'lt' }], byNewest)],
      ),
      'sqlite',
    ),
  );
  const plan = async (query: string) =>
    (await database.query(`explain query plan ${query}`))
      .map(({ detail }) => String(detail))
      .join('; ');
  expect(
    await plan(`select * from things where status = 'a' order by created desc, id desc limit 5`),
  ).toMatch(/^SEARCH things USING INDEX things_status_created_idx \(status=\?\)$/);
  expect(
    await plan(
      `select id from things where unixepoch(due, 'subsec') < unixepoch('2026-01-01T00:00:00Z', 'subsec')`,
    ),
  ).toMatch(/INDEX things_due_idx/);
  await database.close();
});
