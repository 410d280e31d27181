import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { diskHash } from './content-hash.ts';
import { fileState, type FileStates, hashOf } from './file-state.ts';
import { folderState } from './folder-state.ts';
import { inputState } from './input-state.ts';
import { STATE_FOLDER } from './service-folder.ts';

/** Folders that are made from the rest. */
const DERIVED = new Set(['node_modules', '.git', 'dist', 'coverage']);
const STATE = new Set([`${STATE_FOLDER}/local`, `${STATE_FOLDER}/base`, `${STATE_FOLDER}/runs`]);

/** Every source file of a service and what Specwright knows about it. */
export function treeStates(service: string, known: FileStates = {}): FileStates {
  return states(listSources(service), (path) =>
    fileState(`${service}/${path}`, diskHash, known[path]),
  );
}

/** What a service is generated from; paths are relative to its folder. */
export function inputStates(
  service: string,
  paths: readonly string[],
  known: FileStates = {},
): FileStates {
  return states(paths, (path) => inputState(service, path, known[path]));
}

/** Packs that are npm packages, by their absolute folders. */
export const packageStates = (folders: readonly string[], known: FileStates = {}): FileStates =>
  states(folders, (folder) => folderState(folder, known[folder]));

function states(paths: readonly string[], state: (path: string) => string | undefined): FileStates {
  const found: [string, string][] = [];
  for (const path of paths) {
    const one = state(path);
    if (one !== undefined) found.push([path, one]);
  }
  return Object.fromEntries(found);
}

/** Whether two lists name the same files with the same content. */
export function isSameTree(one: FileStates, other: FileStates): boolean {
  const paths = Object.keys(one);
  return (
    paths.length === Object.keys(other).length &&
    paths.every((path) => {
      const [a, b] = [one[path], other[path]];
      return a === b || (a !== undefined && b !== undefined && hashOf(a) === hashOf(b));
    })
  );
}

/** Whether two lists say the very same, times included. */
export function isSameRecord(one: FileStates, other: FileStates): boolean {
  const paths = Object.keys(one);
  return (
    paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path])
  );
}

/** Files of a folder and the folders in it that are not made from the rest, in a fixed order. */
export function listSources(root: string, folder = ''): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory())
        return DERIVED.has(entry.name) || STATE.has(path) ? [] : listSources(root, path);
      return entry.isFile() ? [path] : [];
    })
    .sort();
}
