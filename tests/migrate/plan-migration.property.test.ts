import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialMigration } from '../../src/migrate/initial.ts';
import type { ServiceModel } from '../../src/model/types.ts';
import { openSqlite, type Row, type TestDatabase } from './databases.ts';
import { applyMigration, evolve, textsOf, waysBack } from './evolve.ts';
import { anyGrowth, anyModel, grown, oneRowEach, renamedField } from './random-models.ts';
import { schemaOf } from './schema-of.ts';

const runs = { numRuns: 300 };

async function installed(of: ServiceModel): Promise<TestDatabase> {
  const database = openSqlite();
  await database.apply(initialMigration(of, 'sqlite'));
  return database;
}

const freshSchema = async (of: ServiceModel): Promise<object> => schemaOf(await installed(of));

describe('whatever two models are', { timeout: 120_000 }, () => {
  test('migrating ends in what a fresh install has, and going back in what there was', async () => {
    let migrated = 0;
    await fc.assert(
      fc.asyncProperty(anyModel, anyModel, async (before, after) => {
        const plan = evolve(before, after, { allow: true });
        if (plan.isPending) return;
        migrated++;
        const database = await installed(before);
        for (const text of textsOf(plan, 'sqlite')) await applyMigration(database, text);
        expect(await schemaOf(database)).toEqual(await freshSchema(after));
        const back = waysBack(plan, 'sqlite');
        if (back.length !== textsOf(plan, 'sqlite').length) return;
        for (const text of back) await applyMigration(database, text);
        expect(await schemaOf(database)).toEqual(await freshSchema(before));
      }),
      runs,
    );
    // About 123 of 300 ask nothing, with a standard deviation of 8.
    expect(migrated).toBeGreaterThan(50);
  });

  test('what grows keeps every row and every value under its new name, and asks nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyModel, anyGrowth, async (before, growth) => {
        const after = grown(before, growth);
        const plan = evolve(before, after);
        expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        const database = await installed(before);
        await database.applyWhole('pragma foreign_keys = off');
        for (const statement of oneRowEach(before)) await database.query(statement);
        const old = await rowsOf(database, before);
        for (const text of textsOf(plan, 'sqlite')) await applyMigration(database, text);
        expect(await schemaOf(database)).toEqual(await freshSchema(after));
        const now = await rowsOf(database, after);
        before.entities.forEach(({ fields }, place) => {
          const columns = fields.filter(({ reference }) => reference?.many !== true);
          for (const { name } of columns)
            expect(now[place]?.map((row) => row[renamedField(name, growth)])).toEqual(
              old[place]?.map((row) => row[name]),
            );
        });
      }),
      runs,
    );
  });

  test('a model that stays as it is needs no migration', () => {
    fc.assert(
      fc.property(anyModel, (same) => {
        expect(evolve(same, same).files).toEqual([]);
      }),
      runs,
    );
  });
});

/** All rows, in the order of the model's entities. */
const rowsOf = (database: TestDatabase, { entities }: ServiceModel): Promise<Row[][]> =>
  Promise.all(entities.map(({ table }) => database.query(`select * from ${table}`)));
