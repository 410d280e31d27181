import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initialMigration } from '../../src/migrate/initial.ts';
import { joinTableName } from '../../src/migrate/schema/join-table.ts';
import { sqlIdentifier, sqlString } from '../../src/migrate/sql.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import type { ServiceModel } from '../../src/model/types.ts';
import { joinTableOf } from '../../src/scaffold/view/join-tables.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import { openSqlite, Postgres, type TestDatabase } from './databases.ts';
import { countedKey, entity, field, list, model, reference, uuidKey } from './model.ts';

let postgres: Postgres;

beforeAll(async () => {
  postgres = await Postgres.start();
}, 60_000);

afterAll(() => postgres.stop());

const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';

describe.each(['sqlite', 'postgres'] as const)('on %s', (dialect) => {
  const open = () => (dialect === 'sqlite' ? openSqlite() : postgres.open());

  /** Gives a test the database that a model asks for. */
  async function using(
    of: ServiceModel,
    run: (database: TestDatabase) => Promise<void>,
  ): Promise<void> {
    const database = await open();
    try {
      await database.apply(initialMigration(of, dialect));
      await run(database);
    } finally {
      await database.close();
    }
  }

  test('every type keeps its values to the letter', async () => {
    const types = [
      'string',
      'integer',
      'bigint',
      'number',
      'decimal',
      'boolean',
      'date',
      'date-time',
      'uuid',
      'enum',
      'bytes',
      'json',
    ] as const;
    const fields = types.map((type) =>
      field(`a_${type.replace('-', '_')}`, type, {
        ...(type === 'enum' && { values: ["it's", 'b'] }),
      }),
    );
    await using(model([entity('Thing', [uuidKey, ...fields])]), async (database) => {
      const values = [
        sqlString('naïve 😀 \u2028'),
        9007199254740991n,
        9223372036854775807n,
        0.1,
        '19.99',
        dialect === 'sqlite' ? 1 : true,
        sqlString('2026-02-28'),
        sqlString('2026-02-28T06:15:00.5+01:00'),
        sqlString(OTHER),
        sqlString("it's"),
        sqlString('aGVhcnQ='),
        sqlString('{"z": null, "a": 1.50}'),
      ];
      await database.query(`insert into things values (${[sqlString(ID), ...values].join(', ')})`);
      const [row = {}] = await database.query('select * from things');
      expect(
        Object.entries(row).map(([name, value]) => [
          name,
          name === 'a_json' && typeof value === 'object' ? JSON.stringify(value) : String(value),
        ]),
      ).toEqual([
        ['id', ID],
        ['a_string', 'naïve 😀 \u2028'],
        ['a_integer', '9007199254740991'],
        ['a_bigint', '9223372036854775807'],
        ['a_number', '0.1'],
        ['a_decimal', '19.99'],
        ['a_boolean', dialect === 'sqlite' ? '1' : 'true'],
        ['a_date', '2026-02-28'],
        ['a_date_time', '2026-02-28T06:15:00.5+01:00'],
        ['a_uuid', OTHER],
        ['a_enum', "it's"],
        ['a_bytes', 'aGVhcnQ='],
        ['a_json', dialect === 'sqlite' ? '{"z": null, "a": 1.50}' : '{"z":null,"a":1.5}'],
      ]);
    });
  });

  test('what may be left out may be NULL, everything else not, keys least of all', async () => {
    const of = model([
      entity('Thing', [
        field('id', 'string'),
        field('a', 'string'),
        field('b', 'string', { nullable: true }),
        field('c', 'string', { required: false }),
      ]),
    ]);
    await using(of, async (database) => {
      await database.query(`insert into things values ('1', 'x', null, null)`);
      await expect(
        database.query(`insert into things values ('2', null, null, null)`),
      ).rejects.toThrow(/null/i);
      await expect(
        database.query(`insert into things values (null, 'x', null, null)`),
      ).rejects.toThrow(/null/i);
    });
  });

  test.each([
    [
      'an enum',
      field('a', 'enum', { values: ['placed', "o'clock"] }),
      ["'placed'", "'o''clock'"],
      ["'lost'"],
    ],
    [
      'bounds',
      field('a', 'integer', { schema: { minimum: 1, maximum: 5 } }),
      ['1', '5'],
      ['0', '6'],
    ],
    [
      'open bounds',
      field('a', 'decimal', { schema: { exclusiveMinimum: 0, exclusiveMaximum: 0.5 } }),
      ['0.01', '0.49'],
      ['0', '0.5'],
    ],
    [
      'bounds of a value that may be null',
      field('a', 'number', { nullable: true, schema: { type: ['number', 'null'], minimum: -1.5 } }),
      ['null', '-1.5'],
      ['-1.6'],
    ],
    [
      'bounds through a reference',
      field('a', 'integer', { schema: { $ref: '#/components/schemas/Rating' } }),
      ['5'],
      ['6'],
    ],
    [
      'a boolean',
      field('a', 'boolean'),
      dialect === 'sqlite' ? ['0', '1'] : ['true', 'false'],
      ['2'],
    ],
  ])('%s holds', async (_what, checked, accepted, refused) => {
    const of = {
      ...model([entity('Thing', [countedKey, checked])]),
      schemas: { Rating: { type: 'integer', maximum: 5 } as const },
    };
    await using(of, async (database) => {
      for (const value of accepted)
        await database.query(`insert into things (a) values (${value})`);
      for (const value of refused)
        await expect(database.query(`insert into things (a) values (${value})`)).rejects.toThrow(
          /check|type|boolean/i,
        );
    });
  });

  test('bounds that reading has rounded are left to the service', async () => {
    const of = model([
      entity('Thing', [countedKey, field('a', 'bigint', { schema: { maximum: 2 ** 63 } })]),
    ]);
    await using(of, async (database) => {
      await database.query('insert into things (a) values (9223372036854775807)');
    });
  });

  test('the database counts keys from 1, and never uses one twice', async () => {
    await using(model([entity('Thing', [countedKey, field('a', 'string')])]), async (database) => {
      for (const value of ['x', 'y'])
        await database.query(`insert into things (a) values ('${value}')`);
      await database.query('delete from things where id = 2');
      await database.query(`insert into things (a) values ('z')`);
      expect(
        (await database.query('select id from things order by id')).map(({ id }) => Number(id)),
      ).toEqual([1, 3]);
    });
  });

  test('unique sets are unique, alone and together', async () => {
    const of = model([
      entity(
        'Thing',
        [countedKey, field('a', 'string'), field('b', 'string'), field('c', 'string')],
        { unique: [['a'], ['b', 'c'], ['id']] },
      ),
    ]);
    await using(of, async (database) => {
      await database.query(`insert into things (a, b, c) values ('1', '1', '1'), ('2', '1', '2')`);
      await expect(
        database.query(`insert into things (a, b, c) values ('1', '9', '9')`),
      ).rejects.toThrow(/unique/i);
      await expect(
        database.query(`insert into things (a, b, c) values ('9', '1', '2')`),
      ).rejects.toThrow(/unique/i);
    });
  });

  test('keys that clients choose are unique within their parent', async () => {
    const of = model([
      entity('Shop', [uuidKey]),
      entity(
        'Item',
        [
          field('shop', 'uuid', { ...reference('Shop', { onDelete: 'cascade' }), hidden: true }),
          field('sku', 'string'),
        ],
        { key: { fields: ['shop', 'sku'] } },
      ),
    ]);
    await using(of, async (database) => {
      await database.query(`insert into shops values ('${ID}'), ('${OTHER}')`);
      await database.query(`insert into items values ('${ID}', 'a'), ('${OTHER}', 'a')`);
      await expect(database.query(`insert into items values ('${ID}', 'a')`)).rejects.toThrow(
        /unique/i,
      );
    });
  });

  test('keys that the database counts are keys by themselves, also within a parent', async () => {
    const of = model([
      entity('Shop', [countedKey]),
      entity(
        'Item',
        [field('shop', 'bigint', reference('Shop')), countedKey, field('a', 'string')],
        { key: { fields: ['shop', 'id'] } },
      ),
      entity('Note', [countedKey, field('item', 'bigint', reference('Item'))]),
    ]);
    await using(of, async (database) => {
      await database.query(
        dialect === 'sqlite' ? 'insert into shops values (7)' : 'insert into shops (id) values (7)',
      );
      await database.query(`insert into items (shop, a) values (7, 'x')`);
      await database.query('insert into notes (item) values (1)');
      await expect(database.query('delete from items')).rejects.toThrow(/foreign/i);
    });
  });

  test('a reference needs its target, restricts or cascades, in circles and to itself', async () => {
    const of = model([
      entity('Team', [
        uuidKey,
        field('lead', 'uuid', { ...reference('Member'), required: false }),
        field('parent', 'uuid', { ...reference('Team'), required: false }),
      ]),
      entity('Member', [
        uuidKey,
        field('team', 'uuid', reference('Team', { onDelete: 'cascade' })),
      ]),
    ]);
    await using(of, async (database) => {
      await database.query(
        `insert into teams values ('${ID}', null, null), ('${OTHER}', null, '${ID}')`,
      );
      await expect(
        database.query(
          `insert into members values ('${ID}', '00000000-0000-4000-8000-000000000009')`,
        ),
      ).rejects.toThrow(/foreign/i);
      await expect(database.query(`update teams set lead = '${OTHER}'`)).rejects.toThrow(
        /foreign/i,
      );
      await expect(database.query(`delete from teams where id = '${ID}'`)).rejects.toThrow(
        /foreign/i,
      );
      await database.query(`insert into members values ('${ID}', '${OTHER}')`);
      await database.query(`delete from teams where id = '${OTHER}'`);
      expect(await database.query('select * from members')).toEqual([]);
    });
  });

  test('a reference that the database cannot hold is a plain column', async () => {
    const of = model([
      entity('Shop', [uuidKey, field('name', 'string')]),
      entity('Item', [
        uuidKey,
        field('shop', 'string', reference('Shop')),
        field('shop_name', 'string', reference('Shop', { field: 'name' })),
        field('gone', 'string', reference('Nothing')),
      ]),
    ]);
    await using(of, async (database) => {
      if (dialect === 'postgres')
        await database.query(`insert into items values ('${ID}', 'no uuid', 'x', 'y')`);
      expect((await database.tables()).sort()).toEqual(['items', 'shops']);
    });
  });

  test('lists of ids live in a join table, in their order, as long as their owner', async () => {
    const drivers = field('drivers', 'json', reference('Driver', { many: true }));
    const trip = entity('Trip', [
      countedKey,
      drivers,
      field('label', 'string', { generation: { by: 'template', template: 'trips/{id}' } }),
    ]);
    const of = model([trip, entity('Driver', [uuidKey])]);
    const names = joinTableOf(trip, drivers);
    await using(of, async (database) => {
      await database.query(
        dialect === 'sqlite' ? 'insert into trips values (1)' : 'insert into trips (id) values (1)',
      );
      await database.query(`insert into drivers values ('${ID}'), ('${OTHER}')`);
      await database.query(
        `insert into ${names.table} (${names.ownerColumn}, ${names.targetColumn}, position) values (1, '${OTHER}', 0), (1, '${ID}', 1)`,
      );
      await expect(database.query(`delete from drivers where id = '${ID}'`)).rejects.toThrow(
        /foreign/i,
      );
      await database.query('delete from trips');
      expect(await database.query(`select * from ${names.table}`)).toEqual([]);
    });
  });

  test('names and texts of any kind stay what they are', async () => {
    const name = fc
      .oneof(
        fc.constantFrom(
          'order',
          'Case',
          '"',
          "'",
          ';\n--',
          'a"; drop table x; --',
          'é😀',
          ' ',
          '%',
          '$1',
          'x'.repeat(62),
        ),
        fc.string({ minLength: 1, maxLength: 8 }),
      )
      .filter((text) => !text.includes('\0'));
    const named = fc.uniqueArray(name, {
      minLength: 2,
      maxLength: 3,
      selector: (text) => text.toLowerCase(),
    });
    await fc.assert(
      fc.asyncProperty(
        named,
        named,
        fc.array(name),
        fc.string(),
        async (tables, columns, values, description) => {
          const of = model(
            tables.map((table) =>
              entity(
                table,
                [
                  uuidKey,
                  ...columns.map((column) =>
                    field(column, 'enum', { column: `c${column}`, values }),
                  ),
                ],
                { table: `t${table}`, description },
              ),
            ),
            tables.map((table) =>
              list(
                table,
                columns.map((column) => ({ field: column })),
              ),
            ),
          );
          const database = await open();
          try {
            await database.applyWhole(initialMigration(of, dialect));
            const found = await database.tables();
            expect([...found].sort()).toEqual(tables.map((table) => `t${table}`).sort());
            const value = values.find((text) => !/[\0\r\n]/.test(text)) ?? '';
            if (values.length === 0 || value === '') return;
            for (const table of found) {
              await database.query(
                `insert into ${sqlIdentifier(table)} values (${[ID, ...columns.map(() => value)].map(sqlString).join(', ')})`,
              );
              expect(
                (await database.query(`select * from ${sqlIdentifier(table)}`)).map((row) =>
                  Object.entries(row),
                ),
              ).toEqual([[['id', ID], ...columns.map((column) => [`c${column}`, value])]]);
            }
          } finally {
            await database.close();
          }
        },
      ),
      { numRuns: dialect === 'sqlite' ? 100 : 25 },
    );
  }, 60_000);

  test.each(['bookstore', 'help-desk', 'fleet'])(
    'the database of specs/%s.yaml comes to be',
    async (name) => {
      const read = await readSpec(`specs/${name}.yaml`, { cwd: process.cwd() });
      if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
      const { model: inferred } = inferModel(read.document);
      const joins = inferred.entities.flatMap((owner) =>
        owner.fields
          .filter((one) => one.reference?.many === true)
          .map((one) => joinTableName(owner, one)),
      );
      await using(inferred, async (database) => {
        expect((await database.tables()).sort()).toEqual(
          [...inferred.entities.map(({ table }) => table), ...joins].sort(),
        );
      });
    },
  );
});

test('a description is one line above its table, and ends no statement', async () => {
  const migration = initialMigration(
    model([entity('Thing', [uuidKey], { description: 'Things;\n sold; \n;' })]),
    'sqlite',
  );
  expect(migration.split('\n')[0]).toBe('-- Things; sold');
  const database = openSqlite();
  await database.apply(migration);
  expect(await database.tables()).toEqual(['things']);
  await database.close();
});

test('join tables are called the same in the service and in its database', () => {
  const drivers = field('drivers', 'json', reference('Driver', { many: true }));
  const trip = entity('Trip', [countedKey, drivers]);
  expect(joinTableName(trip, drivers)).toBe(joinTableOf(trip, drivers).table);
});
