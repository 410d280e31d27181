import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskHash } from './content-hash.ts';
import { fileState, type FileStates, hashOf, isFolder } from './file-state.ts';
import type { Lock } from './lockfile.ts';
import { openConflicts } from './open-conflicts.ts';
import { inputState } from './input-state.ts';

/** How a service's folder stands to its lock, from hashes alone. Paths are as in the lock. */
export interface ServiceState {
  /** Inputs that are not what the service was generated from. */
  readonly changedInputs: readonly string[];
  readonly missingInputs: readonly string[];
  /** Generated files that a person edited. */
  readonly edited: readonly string[];
  /** Generated files that are gone, and that no run has seen gone. */
  readonly missing: readonly string[];
  /** Generated files that a person deleted, and that a run has taken note of. */
  readonly deleted: readonly string[];
  readonly conflicts: readonly string[];
  /** Migrations that were generated and are not there. */
  readonly missingMigrations: readonly string[];
  /** Files that are no longer generated, that a person edited, and that wait for a decision. */
  readonly orphans: readonly string[];
  /** Functions whose body was written for a contract that has changed since. */
  readonly stale: readonly string[];
}

/**
 * Compares inputs and generated files with the lock.
 *
 * @param known what the last run on this machine found, so that not every file has to be read
 */
export function inspectService(
  service: string,
  lock: Lock,
  known: { readonly inputs: FileStates; readonly files: FileStates } = { inputs: {}, files: {} },
): ServiceState {
  const inputs = Object.keys(lock.inputs).map((path) => {
    const state = inputState(service, path, known.inputs[path]);
    return { path, hash: state && hashOf(state) };
  });
  const deletedBefore = new Set(lock.deleted);
  const files = Object.keys(lock.files).map((path) => {
    const file = join(service, path);
    const state = fileState(file, diskHash, known.files[path]);
    const hash = state && hashOf(state);
    const isEdited = hash !== undefined && hash !== lock.files[path];
    const isMarked =
      isEdited && !isFolder(hash) && openConflicts(readFileSync(file, 'utf8')).length > 0;
    return { path, isGone: hash === undefined, isEdited, isMarked };
  });
  const conflicts = new Set([
    ...lock.conflicts.filter((path) => existsSync(join(service, path))),
    ...files.filter(({ isMarked }) => isMarked).map(({ path }) => path),
  ]);
  const gone = files.filter(({ isGone }) => isGone).map(({ path }) => path);
  const others = gone.filter((path) => !isMigration(path));
  return {
    changedInputs: inputs
      .filter(({ path, hash }) => hash !== undefined && hash !== lock.inputs[path])
      .map(({ path }) => path),
    missingInputs: inputs.filter(({ hash }) => hash === undefined).map(({ path }) => path),
    edited: files
      .filter(({ path, isEdited }) => isEdited && !conflicts.has(path))
      .map(({ path }) => path),
    missing: others.filter((path) => !deletedBefore.has(path)),
    deleted: others.filter((path) => deletedBefore.has(path)),
    conflicts: [...conflicts].sort(),
    missingMigrations: gone.filter(isMigration),
    orphans: Object.keys(lock.orphans).filter((path) => existsSync(join(service, path))),
    stale: lock.stale,
  };
}

/** A service without one of its migrations cannot bring up a database. */
const isMigration = (path: string): boolean =>
  path.startsWith('migrations/') && path.endsWith('.sql');
