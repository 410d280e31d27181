import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contentHash, diskHash } from './content-hash.ts';
import type { Lock } from './lockfile.ts';
import { systemCode } from './workspace-error.ts';

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
}

/** Compares inputs and generated files with the lock. */
export function inspectService(service: string, lock: Lock): ServiceState {
  const inputs = Object.keys(lock.inputs).map((path) => ({
    path,
    hash: fileHash(resolve(service, path), contentHash),
  }));
  const deletedBefore = new Set(lock.deleted);
  const files = Object.keys(lock.files).map((path) => {
    const hash = fileHash(join(service, path), diskHash);
    return {
      path,
      isGone: hash === undefined,
      isEdited: hash !== undefined && hash !== lock.files[path],
    };
  });
  return {
    changedInputs: inputs
      .filter(({ path, hash }) => hash !== undefined && hash !== lock.inputs[path])
      .map(({ path }) => path),
    missingInputs: inputs.filter(({ hash }) => hash === undefined).map(({ path }) => path),
    edited: files
      .filter(({ path, isEdited }) => isEdited && !lock.conflicts.includes(path))
      .map(({ path }) => path),
    missing: files
      .filter(({ path, isGone }) => isGone && !deletedBefore.has(path))
      .map(({ path }) => path),
    deleted: files
      .filter(({ path, isGone }) => isGone && deletedBefore.has(path))
      .map(({ path }) => path),
    conflicts: lock.conflicts.filter((path) => existsSync(join(service, path))),
  };
}

function fileHash(path: string, hash: (content: Buffer) => string): string | undefined {
  try {
    return hash(readFileSync(path));
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (['ENOENT', 'ENOTDIR'].includes(code)) return undefined;
    if (code === 'EISDIR') return 'a folder';
    throw error;
  }
}
