import { readFileSync, type Stats, statSync } from 'node:fs';
import { systemCode } from './workspace-error.ts';

/**
 * A file's hash and, behind a space, what its directory entry said when it was taken: size, times
 * and number. While the entry says the same, the file need not be read, as in git's index. The
 * entry is left out where it may not tell the next change.
 */
export type FileState = string;

/** States of files by path. */
export type FileStates = Readonly<Record<string, FileState>>;

/** File systems tell times with a granularity of up to two seconds. */
const GRANULARITY = 2000;
const FOLDER = 'folder';

/**
 * The state of a file; undefined where there is none.
 *
 * @param hash of its content
 * @param known what an earlier run found
 */
export function fileState(
  path: string,
  hash: (content: Buffer) => string,
  known?: FileState,
): FileState | undefined {
  try {
    const now = Date.now();
    const stats = statSync(path);
    if (isAtRest(stats, known)) return known;
    const found = hash(readFileSync(path));
    return isSettled(stats, now) ? stateOf(found, entryOf(stats)) : found;
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (['ENOENT', 'ENOTDIR'].includes(code)) return undefined;
    if (code === 'EISDIR') return FOLDER;
    throw error;
  }
}

/** What a directory entry says of a file. */
const entryOf = ({ size, mtimeMs, ctimeMs, ino }: Stats): string =>
  `${size} ${mtimeMs} ${ctimeMs} ${ino}`;

/** Whether a file's directory entry says that it holds what it held when its state was taken. */
export const isAtRest = (stats: Stats, known: FileState | undefined): known is FileState =>
  known?.endsWith(` ${entryOf(stats)}`) === true;

/** A hash and what tells that it still holds. */
export const stateOf = (hash: string, entry: string): FileState => `${hash} ${entry}`;

/** Whether a directory entry is old enough that the next change of its file shows in it. */
export const isSettled = (
  { mtimeMs, ctimeMs }: Pick<Stats, 'mtimeMs' | 'ctimeMs'>,
  now: number,
): boolean => Math.max(mtimeMs, ctimeMs) + GRANULARITY < now;

/** Whether the path leads to a folder, which is never what a file was. */
export const isFolder = (state: FileState): boolean => state === FOLDER;

/** The hash alone. */
export function hashOf(state: FileState): string {
  const end = state.indexOf(' ');
  return end === -1 ? state : state.slice(0, end);
}
