import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { initialMigration } from '../../src/migrate/initial.ts';
import { databaseSchema } from '../../src/migrate/schema/of-model.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import type { ServiceModel } from '../../src/model/types.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import type { TestDatabase } from './databases.ts';
import { applyMigration, evolve, namesOf, textsOf } from './evolve.ts';
import { rowsFor } from './rows.ts';
import { schemaOf } from './schema-of.ts';

const folder = fileURLToPath(new URL('../../../shared/corpus/evolution/', import.meta.url));

/** Real descriptions as they became over the years; they are no part of the project. */
export const HISTORIES: readonly string[] = existsSync(folder) ? readdirSync(folder).sort() : [];

/** What there is to read, for the person who reads the report. */
export const STATE =
  HISTORIES.length === 0 ? `skipped: ${folder} is missing` : HISTORIES.join(', ');

/** The models of a history, the oldest first, without versions that are no valid description. */
export async function modelsOf(history: string): Promise<ServiceModel[]> {
  const own = join(folder, history);
  const models: ServiceModel[] = [];
  for (const file of readdirSync(own).sort()) {
    const result = await readSpec(join(own, file), { cwd: own });
    if (result.ok) models.push(inferModel(result.document).model);
  }
  return models;
}

export interface StepResult {
  /** Names of the new migrations. */
  readonly migrations: readonly string[];
  /** Codes of the questions that a person is asked without `--allow-destructive`. */
  readonly asked: readonly string[];
  /**
   * `migrated`: the schema is that of a fresh install; `stopped`: rows do not fit, and nothing was
   * changed; `refused`: a type cannot be converted; `different`: a fault.
   */
  readonly outcome: 'migrated' | 'stopped' | 'refused' | 'different';
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  readonly milliseconds: number;
}

/** Takes a database with rows through one step of a history, and looks at what has become of it. */
export async function takeStep(
  before: ServiceModel,
  after: ServiceModel,
  open: () => Promise<TestDatabase>,
): Promise<StepResult> {
  const [database, fresh] = [await open(), await open()];
  try {
    const { dialect } = database;
    await database.applyWhole(initialMigration(before, dialect));
    await fresh.applyWhole(initialMigration(after, dialect));
    const schema = databaseSchema(before, dialect);
    for (const statement of rowsFor(schema, dialect)) await database.query(statement);
    const asked = evolve(before, after).diagnostics.filter(({ severity }) => severity === 'error');
    const plan = evolve(before, after, { allow: true });
    const later = new Set(databaseSchema(after, dialect).tables.map(({ name }) => name));
    const staying = schema.tables.map(({ name }) => name).filter((name) => later.has(name));
    const count = async () => {
      let sum = 0;
      for (const name of staying) {
        const [row] = await database.query(`select count(*) as number from "${name}"`);
        sum += Number(row?.number);
      }
      return sum;
    };
    const rowsBefore = await count();
    const start = performance.now();
    const outcome = plan.isPending
      ? 'refused'
      : await apply(textsOf(plan, dialect), database, fresh);
    return {
      migrations: namesOf(plan),
      asked: asked.map(({ code }) => code),
      outcome: outcome === 'stopped' ? await whenEmpty(before, after, open) : outcome,
      rowsBefore,
      rowsAfter: await count(),
      milliseconds: Math.round(performance.now() - start),
    };
  } finally {
    await Promise.all([database.close(), fresh.close()]);
  }
}

/** Rows stand in the way of a step: without them it must end where it is to end. */
async function whenEmpty(
  before: ServiceModel,
  after: ServiceModel,
  open: () => Promise<TestDatabase>,
): Promise<StepResult['outcome']> {
  const [database, fresh] = [await open(), await open()];
  try {
    const { dialect } = database;
    await database.applyWhole(initialMigration(before, dialect));
    await fresh.applyWhole(initialMigration(after, dialect));
    const texts = textsOf(evolve(before, after, { allow: true }), dialect);
    return (await apply(texts, database, fresh)) === 'migrated' ? 'stopped' : 'different';
  } finally {
    await Promise.all([database.close(), fresh.close()]);
  }
}

async function apply(
  texts: readonly string[],
  database: TestDatabase,
  fresh: TestDatabase,
): Promise<StepResult['outcome']> {
  for (const text of texts) {
    try {
      await applyMigration(database, text);
    } catch (error) {
      if (!isAboutRows(error)) throw error;
      return 'stopped';
    }
  }
  return isDeepStrictEqual(await schemaOf(database), await schemaOf(fresh))
    ? 'migrated'
    : 'different';
}

/** Constraints that rows do not keep to, and values that cannot be converted. */
function isAboutRows(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // SQLITE_CONSTRAINT with its kinds; classes 22 and 23 of SQLSTATE, and what a guard raises.
  const isSqlite = 'errcode' in error && (Number(error.errcode) & 0xff) === 19;
  const isPostgres = 'code' in error && /^(?:22|23|P0001)/.test(String(error.code));
  return isSqlite || isPostgres;
}
