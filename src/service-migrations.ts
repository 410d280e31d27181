import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entityNamed } from './model/by-entity.ts';
import { type Diagnostic, diagnostic, type SourceLocation } from './diagnostics/diagnostic.ts';
import { RunStopped } from './generate-result.ts';
import { initialMigration } from './migrate/initial.ts';
import { planMigration } from './migrate/plan/plan-migration.ts';
import {
  DIALECTS,
  formatSnapshot,
  parseSnapshot,
  schemaSnapshot,
  type SchemaSnapshot,
} from './migrate/snapshot.ts';
import type { Rename } from './model/diff/types.ts';
import type { ServiceModel } from './model/types.ts';
import type { SourceFile } from './scaffold/source-file.ts';
import type { SpecDocument } from './spec/document.ts';
import { readBase } from './workspace/base-store.ts';
import { type Lock, readLock } from './workspace/lockfile.ts';
import { systemCode } from './workspace/workspace-error.ts';

export interface MigrationOptions {
  /** Absolute path of the service's folder. */
  readonly service: string;
  readonly allowDestructive: boolean;
  readonly renames: readonly Rename[];
}

export interface ServiceMigrations {
  /** All migrations of the service: those that were there as they were, and new ones. */
  readonly files: readonly SourceFile[];
  /** What the next generation must know of this one. */
  readonly schema: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The migrations of a service: what was written stays as it is, and what has changed since gets a
 * migration of its own.
 *
 * @throws RunStopped when a person must answer first, or when the last generation is not known
 */
export async function planMigrations(
  model: ServiceModel,
  document: SpecDocument,
  { service, allowDestructive, renames }: MigrationOptions,
): Promise<ServiceMigrations> {
  const lock = readLock(service);
  const after = schemaSnapshot(model);
  const schema = formatSnapshot(after);
  if (lock?.schema === undefined) return { files: initialFiles(model), schema, diagnostics: [] };

  const before = rememberedSchema(lock.schema, (hash) => readBase(service, hash));
  const [written, names] = await Promise.all([writtenFiles(service, lock), namesOnDisk(service)]);
  refuseTwins(names);
  const place = placeIn(model, document);
  const plan = planMigration({
    before,
    after,
    next: nextNumber([...names.flat(), ...written.map(({ path }) => fileName(path))]),
    allowDestructive,
    renames,
    place,
  });
  const diagnostics = plan.diagnostics.map((found) => framed(found, document));
  if (plan.isPending) throw new RunStopped('undecided', diagnostics);
  return { files: [...written, ...plan.files], schema, diagnostics };
}

const initialFiles = (model: ServiceModel): SourceFile[] =>
  DIALECTS.map((dialect) => ({
    path: `migrations/${dialect}/0001_initial.sql`,
    text: initialMigration(model, dialect),
  }));

/**
 * What the last generation knew of the model and of the databases.
 *
 * @param readText gives a text of the base store by its hash
 * @throws RunStopped when it is lost
 */
export function rememberedSchema(
  hash: string,
  readText: (hash: string) => string | undefined,
): SchemaSnapshot {
  const text = readText(hash);
  const snapshot = text === undefined ? undefined : parseSnapshot(text);
  if (snapshot) return snapshot;
  throw new RunStopped('blocked', [
    diagnostic(
      'SW5515',
      'error',
      text === undefined
        ? `What the last generation knew of the database is missing from .specwright/base (${hash}). Take that folder from git.`
        : 'What the last generation knew of the database was written by another version of Specwright. Generate with that version first, or with a newer one now.',
    ),
  ]);
}

/** Migrations that are there, as they were generated, whatever a person has done to them since. */
async function writtenFiles(service: string, lock: Lock): Promise<SourceFile[]> {
  const paths = Object.keys(lock.files).filter((path) => path.startsWith('migrations/'));
  const files = await Promise.all(
    paths.map(async (path) => {
      const text = readBase(service, lock.files[path] ?? '') ?? (await textOf(join(service, path)));
      return text === undefined ? [] : [{ path, text }];
    }),
  );
  return files.flat();
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).replaceAll('\r\n', '\n');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Names in the folder of each dialect, those that a person added included. */
function namesOnDisk(service: string): Promise<string[][]> {
  return Promise.all(
    DIALECTS.map(async (dialect) => {
      try {
        return (await readdir(join(service, 'migrations', dialect))).sort();
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return [];
        throw error;
      }
    }),
  );
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const numberOf = (name: string): number => Number(/^(\d+)_.*\.sql$/.exec(name)?.[1] ?? 0);

const nextNumber = (names: readonly string[]): number => Math.max(0, ...names.map(numberOf)) + 1;

/** Two branches that both migrated from the same generation must be brought into one line first. */
function refuseTwins(folders: readonly (readonly string[])[]): void {
  const twins = folders.flatMap((names) => {
    const ups = names.filter((name) => numberOf(name) > 0 && !name.endsWith('.down.sql'));
    return ups.flatMap((name, index) => {
      const other = ups[index + 1];
      return other !== undefined && numberOf(other) === numberOf(name)
        ? [`${name} and ${other}`]
        : [];
    });
  });
  if (twins.length === 0) return;
  throw new RunStopped(
    'undecided',
    [...new Set(twins)].map((pair) =>
      diagnostic(
        'SW5514',
        'error',
        `The migrations ${pair} have the same number: they come from two branches. Keep the one that databases have, delete the other and its way back, take the "schema" of .specwright/lock.json from the same branch, and generate again: what the other one did will be in a new migration.`,
      ),
    ),
  );
}

/** Where the description speaks of an entity or a field. */
function placeIn(model: ServiceModel, document: SpecDocument) {
  return (name: string, field?: string): SourceLocation | undefined => {
    const entity = entityNamed(model, name);
    const own = entity?.fields.find((one) => one.name === field)?.source ?? entity?.source;
    return own && document.locate(own);
  };
}

function framed(found: Diagnostic, document: SpecDocument): Diagnostic {
  const frame = found.location && document.frame(found.location);
  return frame === undefined ? found : { ...found, frame };
}
