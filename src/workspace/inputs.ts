import { readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { folderInput, folderState } from './folder-state.ts';
import { hashOf } from './file-state.ts';
import { contentHash } from './content-hash.ts';

/** What a service is generated from, as its lock tells it: paths are relative to its folder. */
export interface Inputs {
  readonly spec: string;
  readonly overlays: readonly string[];
  /** Arazzo files that are named. */
  readonly arazzo: readonly string[];
  /** Hash of each file by its path. */
  readonly files: Readonly<Record<string, string>>;
}

/** A path as the lock tells it. */
export const relativeInput = (service: string, path: string): string =>
  relative(service, path).split(sep).join('/');

/** Hashes the files and folders that a service is generated from. Paths are absolute. */
export function hashInputs(
  service: string,
  {
    spec,
    overlays,
    arazzo,
    others,
    folders,
    read,
  }: {
    readonly spec: string;
    readonly overlays: readonly string[];
    readonly arazzo: readonly string[];
    readonly others: readonly string[];
    /** Of templates. */
    readonly folders: readonly string[];
    /** Hashes of the files that were read already, as they were then. */
    readonly read: ReadonlyMap<string, string>;
  },
): Inputs {
  const all = [...new Set([spec, ...overlays, ...arazzo, ...others].map((path) => resolve(path)))];
  const hashes = all.map(
    (path) =>
      [relativeInput(service, path), read.get(path) ?? contentHash(readFileSync(path))] as const,
  );
  return {
    spec: relativeInput(service, spec),
    overlays: overlays.map((path) => relativeInput(service, path)),
    arazzo: arazzo.map((path) => relativeInput(service, path)),
    files: Object.fromEntries([
      ...hashes,
      ...folders.map((path) => [
        folderInput(relativeInput(service, path)),
        hashOf(folderState(path)),
      ]),
    ]),
  };
}
