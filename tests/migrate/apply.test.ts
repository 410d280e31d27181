import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { initialMigration } from '../../src/migrate/initial.ts';
import { pendingMigrations } from '../../src/migrate/apply/migrations.ts';
import {
  lastWayBack,
  migrationsOf,
  migrationState,
  openServiceDatabase,
} from '../../src/migrate/apply/service-database.ts';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import { Postgres } from './databases.ts';
import { evolve } from './evolve.ts';
import { entity, field, model } from './model.ts';

test('the service applies migrations with the very code that the command line has', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  expect(read('templates/base/src/migrations.ts.hbs')).toBe(
    read('src/migrate/apply/migrations.ts'),
  );
});

describe('what is pending', () => {
  const migration = (name: string, checksum = name) => ({ name, checksum, text: '' });
  const names = (...given: string[]) => given.map((name) => migration(name));

  test('is what comes after the last one', () => {
    const pending = pendingMigrations(names('1', '2', '3'), names('1'));
    expect(pending.map(({ name }) => name)).toEqual(['2', '3']);
    expect(pendingMigrations(names('1'), names('1'))).toEqual([]);
  });

  test.each([
    [
      'an applied one that the service lacks, with both heads',
      ['1', '2a'],
      ['1', '2b'],
      /has 2b.*lacks 2a/,
    ],
    ['a database that a later version has migrated', ['1'], ['1', '2'], /has 2.*later version/],
    ['one that comes before what was applied', ['1', '2', '3'], ['1', '3'], /has 3 and lacks 2/],
  ])('is not said of %s', (_what, known, applied, message) => {
    expect(() => pendingMigrations(names(...known), names(...applied))).toThrow(message);
  });

  test('is not said of a migration that was changed', () => {
    expect(() => pendingMigrations([migration('1', 'new')], [migration('1', 'old')])).toThrow(
      '1 is not what was applied',
    );
  });
});

describe.each(['sqlite', 'postgres'] as const)('on %s', (dialect) => {
  let postgres: Postgres | undefined;
  let service = '';
  let url = '';
  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await Postgres.start();
  }, 60_000);
  afterAll(() => postgres?.stop());

  const key = field('id', 'string');
  const before = model([entity('Book', [key])]);
  const after = model([entity('Book', [key, field('title', 'string', { required: false })])]);
  const name = '0002_add_book_title.sql';

  beforeEach(async () => {
    service = temporaryFolder();
    const folder = join(service, 'migrations', dialect);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '0001_initial.sql'), initialMigration(before, dialect));
    url = postgres ? await postgres.emptyUrl() : `file:${join(service, 'books.sqlite')}`;
  });

  const write = (path: string, text: string) =>
    writeFileSync(join(service, 'migrations', dialect, path), text);
  const up = async () => openServiceDatabase(url).migrate(await migrationsOf(service, url));
  const addSecond = () => {
    for (const file of evolve(before, after).files)
      if (file.path.startsWith(`migrations/${dialect}/`))
        writeFileSync(join(service, file.path), file.text);
  };

  test('migrations are applied once, also by several at the same time', async () => {
    expect(await migrationState(service, url)).toEqual({
      applied: [],
      pending: ['0001_initial.sql'],
    });
    await Promise.all([up(), up(), up()]);
    addSecond();
    expect(await migrationState(service, url)).toEqual({
      applied: ['0001_initial.sql'],
      pending: [name],
    });
    await Promise.all([up(), up()]);
    expect(await migrationState(service, url)).toEqual({
      applied: ['0001_initial.sql', name],
      pending: [],
    });
  });

  test('one that fails leaves nothing behind, and those before it stay', async () => {
    addSecond();
    write('0003_wrong.sql', 'create table half (id text);\nselect nothing from nowhere;\n');
    await expect(up()).rejects.toThrow(/0003_wrong\.sql failed/);
    expect(await migrationState(service, url)).toMatchObject({ pending: ['0003_wrong.sql'] });
    write('0003_wrong.sql', 'create table half (id text);\n');
    await up();
    expect(await migrationState(service, url)).toMatchObject({ pending: [] });
  });

  test('line ends that git has changed are no change', async () => {
    await up();
    write('0001_initial.sql', initialMigration(before, dialect).replaceAll('\n', '\r\n'));
    expect(await migrationState(service, url)).toMatchObject({ pending: [] });
  });

  test('the last one is taken back with its own way back, and can be applied again', async () => {
    addSecond();
    await up();
    const way = await lastWayBack(service, url);
    expect(way).toMatchObject({
      name,
      loses: ['the column books.title would be dropped, with its values'],
    });
    await openServiceDatabase(url).takeBack(name, way?.text ?? '');
    expect(await migrationState(service, url)).toMatchObject({ pending: [name] });
    await up();
    rmSync(join(service, 'migrations', dialect, '0002_add_book_title.down.sql'));
    expect(await lastWayBack(service, url)).toEqual({ name, loses: [] });
  });
});
