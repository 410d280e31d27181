import { basename } from 'node:path';
import { git, items } from '../git/git.ts';

/** Names that a description, an overlay, a configuration or a part of a pack may have. */
const RELEVANT =
  /\.(?:ya?ml|json|hbs)$|(?:^|\/)specwright\.config\.[cm]?[jt]s$|(?:^|\/)helpers\.m?[jt]s$/;

/**
 * Staged files that a service may be generated from, relative to the top of the repository. One
 * call of git: most commits end here.
 *
 * @returns undefined outside of a repository
 */
export function stagedCandidates(cwd: string): string[] | undefined {
  const answer = git(cwd, [
    'diff',
    '--cached',
    '--name-only',
    '--no-renames',
    '--no-ext-diff',
    '-z',
  ]);
  if (answer?.ok !== true) return undefined;
  return items(answer.stdout).filter((path) => RELEVANT.test(path));
}

/**
 * Whether git commits from an index of its own making (`git commit -- path`): what is staged there
 * would be missing from the index that stays.
 */
export const isTemporaryIndex = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  basename(environment['GIT_INDEX_FILE'] ?? '').startsWith('next-index-');
