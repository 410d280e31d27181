import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from './content-hash.ts';
import { type FileState, isSettled, stateOf } from './file-state.ts';
import { systemCode } from './workspace-error.ts';

/** An input that is a folder of templates ends so in the lock. */
const END = '/';

export const isFolderInput = (path: string): boolean => path.endsWith(END);

/** A folder of templates as the lock tells it. */
export const folderInput = (path: string): string => `${path}${END}`;

/** What a folder without templates, or no folder, is: the first template in it is a change. */
const NOTHING: FileState = 'none';

/** Folders below one of templates in which there are none. */
const FOREIGN = new Set(['node_modules', '.git', '.specwright']);
const RELEVANT = /\.(?:hbs|m?[jt]s)$|^pack\.json$/;

/**
 * The state of a folder of templates: of the manifest, the templates and the helpers in it, by name
 * and content.
 *
 * @param known what an earlier run found
 */
export function folderState(folder: string, known?: FileState): FileState {
  const now = Date.now();
  const files = list(folder).map((path) => ({ path, entry: statSync(join(folder, path)) }));
  if (files.length === 0) return NOTHING;
  const entry = files
    .map(({ path, entry: { size, mtimeMs, ctimeMs, ino } }) =>
      [path, size, mtimeMs, ctimeMs, ino].join(' '),
    )
    .join('\n');
  if (known?.endsWith(` ${entry}`) === true) return known;
  const hashes = files.map(
    ({ path }) => `${path}\0${contentHash(withoutCr(readFileSync(join(folder, path), 'utf8')))}`,
  );
  const hash = contentHash(hashes.join('\n'));
  return files.every((file) => isSettled(file.entry, now)) ? stateOf(hash, entry) : hash;
}

/** Git may turn line ends into `\r\n` on a checkout, which is no change. */
const withoutCr = (text: string): string => text.replaceAll('\r\n', '\n');

function list(root: string, folder = ''): string[] {
  return entriesOf(join(root, folder))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return FOREIGN.has(entry.name) ? [] : list(root, path);
      return entry.isFile() && RELEVANT.test(entry.name) ? [path] : [];
    })
    .sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return [];
    throw error;
  }
}
