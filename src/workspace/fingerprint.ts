import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { STATE_FOLDER } from './service-folder.ts';
import { systemCode } from './workspace-error.ts';

/** Folders that are made from the rest. */
const DERIVED = new Set(['node_modules', '.git', 'dist', 'coverage']);
const STATE = new Set([`${STATE_FOLDER}/local`, `${STATE_FOLDER}/base`, `${STATE_FOLDER}/runs`]);

/** A hash of every source file of a service and of what Specwright knows about it. */
export function treeFingerprint(service: string): string {
  const hash = createHash('sha256');
  for (const path of listSorted(service, '')) {
    hash.update(`${path}\0`);
    hash.update(readFileSync(join(service, path)));
    hash.update('\0');
  }
  return hash.digest('hex');
}

function listSorted(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory())
        return DERIVED.has(entry.name) || STATE.has(path) ? [] : listSorted(root, path);
      return entry.isFile() ? [path] : [];
    })
    .sort();
}

/**
 * Tells one state of Specwright's own code from another on this machine, by names, sizes and
 * times: for what is remembered here only, never for what is written to a service.
 */
export function codeFingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256');
  hash.update(process.version);
  for (const folder of folders) {
    for (const path of listCode(folder)) {
      const { size, mtimeMs } = statSync(join(folder, path));
      hash.update(`${path}\0${size}\0${mtimeMs}\0`);
    }
  }
  return hash.digest('hex');
}

function listCode(folder: string): string[] {
  try {
    return listSorted(folder, '');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
