import { parseRename } from '../../src/model/diff/renames.ts';
import type { ServiceModel } from '../../src/model/types.ts';
import { type MigrationPlan, planMigration } from '../../src/migrate/plan/plan-migration.ts';
import { formatSnapshot, parseSnapshot, schemaSnapshot } from '../../src/migrate/snapshot.ts';
import type { Dialect } from '../../src/migrate/storage.ts';
import type { TestDatabase } from './databases.ts';

export interface EvolveOptions {
  /** `--allow-destructive` */
  readonly allow?: boolean;
  /** `--rename` */
  readonly renames?: readonly string[];
}

/** The migrations from one model to the next, with the older one as it was remembered. */
export function evolve(
  before: ServiceModel,
  after: ServiceModel,
  { allow = false, renames = [] }: EvolveOptions = {},
): MigrationPlan {
  const remembered = parseSnapshot(formatSnapshot(schemaSnapshot(before)));
  if (!remembered) throw new Error('A snapshot cannot be read.');
  return planMigration({
    before: remembered,
    after: schemaSnapshot(after),
    next: 2,
    allowDestructive: allow,
    renames: renames.flatMap((text) => parseRename(text) ?? []),
  });
}

/** The texts of a plan's migrations for one dialect, in their order. */
export const textsOf = ({ files }: MigrationPlan, dialect: Dialect): string[] =>
  files
    .filter(({ path }) => path.startsWith(`migrations/${dialect}/`) && !path.endsWith('.down.sql'))
    .map(({ text }) => text);

/** The texts of the ways back, the last one first. */
export const waysBack = ({ files }: MigrationPlan, dialect: Dialect): string[] =>
  files
    .filter(({ path }) => path.startsWith(`migrations/${dialect}/`) && path.endsWith('.down.sql'))
    .map(({ text }) => text)
    .reverse();

/** Names of the new migrations, without their folder. */
export const namesOf = ({ files }: MigrationPlan): string[] =>
  files.flatMap(({ path }) => {
    const [, name = ''] = /^migrations\/sqlite\/(.*)\.sql$/.exec(path) ?? [];
    return name === '' || name.endsWith('.down') ? [] : [name];
  });

/** Applies one migration as a service does: in one transaction, references checked at its end. */
export async function applyMigration(database: TestDatabase, text: string): Promise<void> {
  const isSqlite = database.dialect === 'sqlite';
  if (isSqlite) await database.applyWhole('pragma foreign_keys = off');
  await database.applyWhole(isSqlite ? 'begin immediate' : 'begin');
  try {
    await database.applyWhole(text);
    if (isSqlite) {
      const broken = await database.query('pragma foreign_key_check');
      if (broken.length > 0) throw new Error('FOREIGN KEY constraint failed');
    }
    await database.applyWhole('commit');
  } catch (error) {
    await database.applyWhole('rollback');
    throw error;
  } finally {
    if (isSqlite) await database.applyWhole('pragma foreign_keys = on');
  }
}
