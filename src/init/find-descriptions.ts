import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { git, items } from '../git/git.ts';
import { HEAD_BYTES, isDescription } from './is-description.ts';

export interface FoundDescriptions {
  /** Relative to the folder, with forward slashes, sorted. */
  readonly paths: readonly string[];
  /** There were more files than are looked at. */
  readonly isCut: boolean;
}

/** Folders in which nobody keeps a description of their own. */
const SKIPPED = new Set(['node_modules', 'dist', 'build', 'coverage', 'vendor']);
const DEEPEST = 8;
/** Files that are listed without git, and files that are opened. */
const MOST_LISTED = 50_000;
const MOST_OPENED = 2000;

/**
 * OpenAPI descriptions below a folder, by what is in the files. In a repository what git ignores is
 * not looked at; nor are services that Specwright generated, which hold a description of their own.
 */
export function findDescriptions(root: string): FoundDescriptions {
  const { files, isCut } = filesBelow(root);
  const generated = files
    .filter((path) => path.endsWith('.specwright/lock.json'))
    .map((path) => path.slice(0, -'.specwright/lock.json'.length));
  const candidates = files.filter(
    (path) =>
      /\.(?:ya?ml|json)$/i.test(path) &&
      !path.split('/').some((part) => SKIPPED.has(part)) &&
      !generated.some((folder) => path.startsWith(folder)),
  );
  return {
    paths: candidates
      .slice(0, MOST_OPENED)
      .filter((path) => isDescription(path, headOf(join(root, path))))
      .sort(),
    isCut: isCut || candidates.length > MOST_OPENED,
  };
}

function filesBelow(root: string): { readonly files: readonly string[]; readonly isCut: boolean } {
  const listed = git(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  if (listed?.ok === true) {
    const tracked = items(listed.stdout);
    // A repository may ignore the whole folder: then it is looked at as it is.
    if (tracked.length > 0) return { files: [...new Set(tracked)], isCut: false };
  }
  const files: string[] = [];
  walk(root, '', 0, files);
  return { files: files.slice(0, MOST_LISTED), isCut: files.length > MOST_LISTED };
}

function walk(root: string, folder: string, depth: number, found: string[]): void {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (found.length > MOST_LISTED) return;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) found.push(path);
    const isHidden = entry.name.startsWith('.') && entry.name !== '.specwright';
    if (entry.isDirectory() && depth < DEEPEST && !isHidden && !SKIPPED.has(entry.name))
      walk(root, path, depth + 1, found);
  }
}

/** The beginning of a file; nothing of one that cannot be read, which is nobody's description. */
function headOf(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      return head.subarray(0, readSync(file, head, 0, HEAD_BYTES, 0)).toString('utf8');
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
