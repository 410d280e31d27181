import { git, items } from './git.ts';

/** Without what a repository could have git run, and with paths as they are. */
const PLAIN = ['--no-ext-diff', '--no-textconv', '--relative', '-z'];
const RENAMES = ['--find-renames', '--diff-filter=R', '--name-status'];

/**
 * Where git says that files of a folder were moved to: since the last commit (staged), or in the
 * commit that took them away.
 *
 * @param missing paths relative to the folder, with forward slashes
 * @returns the new path of each that git has found, relative to the folder
 */
export function renamesOf(folder: string, missing: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const note = (stdout: string | undefined) => {
    for (const [from, to] of pairs(items(stdout ?? '')))
      if (missing.includes(from) && !found.has(from)) found.set(from, to);
  };
  const uncommitted = git(folder, ['diff', ...PLAIN, ...RENAMES, 'HEAD']);
  if (uncommitted?.ok !== true) return found;
  note(uncommitted.stdout);
  for (const path of missing) {
    if (found.has(path)) continue;
    // Of the whole commit: a path alone would show a deletion, and not where the file went.
    const commit = git(folder, [
      'log',
      '-1',
      '--diff-filter=D',
      '--no-renames',
      '--format=%H',
      '--',
      path,
    ]);
    const hash = commit?.stdout.trim() ?? '';
    if (hash !== '') note(git(folder, ['show', '--format=', ...PLAIN, ...RENAMES, hash])?.stdout);
  }
  return found;
}

/** `R087\0old\0new\0…` as pairs. */
function pairs(fields: readonly string[]): [string, string][] {
  const found: [string, string][] = [];
  for (let at = 0; at + 2 < fields.length; at += 3)
    found.push([fields[at + 1] ?? '', fields[at + 2] ?? '']);
  return found;
}
