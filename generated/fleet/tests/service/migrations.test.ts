import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { type Migration, migrateSqlite, readMigrations } from '../../src/migrations.ts';

const migration = (name: string, text: string, checksum = name): Migration => ({
  name,
  text,
  checksum,
});

const first = migration('0001_first.sql', 'create table first (id integer primary key)');
const second = migration('0002_second.sql', 'create table second (id integer primary key)');

const tablesOf = (database: DatabaseSync) =>
  database
    .prepare(
      "select name from sqlite_schema where type = 'table' and name in ('first', 'second') order by name",
    )
    .all()
    .map(({ name }) => name);

describe('migrations', () => {
  test('of this service lead to the same schema, at once or again', async () => {
    const migrations = await readMigrations(new URL('../../migrations/sqlite/', import.meta.url));
    const database = new DatabaseSync(':memory:');
    migrateSqlite(database, migrations);
    const schema = () => database.prepare('select sql from sqlite_schema order by name').all();
    const before = schema();
    migrateSqlite(database, migrations);
    expect(schema()).toEqual(before);
    expect(database.prepare('select count(*) as count from migration').get()).toEqual({
      count: migrations.length,
    });
  });

  test('are applied once, the new ones after the old', () => {
    const database = new DatabaseSync(':memory:');
    migrateSqlite(database, [first]);
    migrateSqlite(database, [first, second]);
    expect(tablesOf(database)).toEqual(['first', 'second']);
  });

  test('that fail leave nothing behind', () => {
    const database = new DatabaseSync(':memory:');
    const broken = migration(
      '0002_broken.sql',
      'create table second (id integer); select * from nowhere',
    );
    expect(() => migrateSqlite(database, [first, broken])).toThrow(
      '0002_broken.sql failed and was taken back',
    );
    expect(tablesOf(database)).toEqual(['first']);
  });

  test('keep references whole', () => {
    const database = new DatabaseSync(':memory:');
    const dangling = migration(
      '0002_dangling.sql',
      'create table second (id integer references first (id)); insert into second values (1)',
    );
    expect(() => migrateSqlite(database, [first, dangling])).toThrow(
      'would refer to rows of first',
    );
  });

  test.each([
    [
      'was changed after it was applied',
      [migration(first.name, first.text, 'other')],
      'is not what was applied',
    ],
    ['this service does not have', [], 'which this service does not have'],
    ['comes from another line', [migration('0002_other.sql', '')], 'two lines of development'],
    [
      'comes before one that was applied',
      [migration('0000_early.sql', ''), first],
      'which comes before it',
    ],
  ])('are refused where one %s', (_what, migrations, why) => {
    const database = new DatabaseSync(':memory:');
    migrateSqlite(database, [first]);
    expect(() => migrateSqlite(database, migrations)).toThrow(why);
  });
});
