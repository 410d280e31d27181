import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git } from '../../git/git.ts';
import { isShellScript, withBlock, withoutBlock } from './shell-script.ts';
import { lefthook, preCommit } from './yaml-config.ts';

/** What runs a repository's hooks, and the one file of it that Specwright stands in. */
export interface HookManager {
  readonly name: 'husky' | 'lefthook' | 'pre-commit' | 'git';
  /** Absolute path. */
  readonly file: string;
  readonly isExecutable: boolean;
  /** What a person has to do besides, once for a clone. */
  readonly next?: string;
  /** The file's text with the hook; undefined when it is one that cannot be edited. */
  readonly added: (text: string | undefined) => string | undefined;
  /** The file's text without it; undefined when nothing is left. */
  readonly removed: (text: string) => string | undefined;
}

const LEFTHOOK = ['lefthook', '.lefthook', '.config/lefthook'].flatMap((name) =>
  ['yml', 'yaml', 'json', 'toml'].map((extension) => `${name}.${extension}`),
);
const PRE_COMMIT = ['.pre-commit-config.yaml', '.pre-commit-config.yml'];

/**
 * What runs the hooks of a repository: husky, lefthook or pre-commit where it uses one, else git
 * itself, in the folder where git looks for hooks.
 */
export function hookManager(top: string): HookManager {
  if (usesHusky(top)) return shellHook('husky', join(top, '.husky', 'pre-commit'));
  const lefthookFile = firstOf(top, LEFTHOOK);
  if (lefthookFile !== undefined)
    return {
      name: 'lefthook',
      file: lefthookFile,
      isExecutable: false,
      next: 'lefthook install',
      added: (text = '') => (lefthookFile.endsWith('.toml') ? undefined : lefthook.added(text)),
      removed: (text) => lefthook.removed(text) ?? text,
    };
  const preCommitFile = firstOf(top, PRE_COMMIT);
  if (preCommitFile !== undefined)
    return {
      name: 'pre-commit',
      file: preCommitFile,
      isExecutable: false,
      next: 'pre-commit install',
      added: (text = '') => preCommit.added(text),
      removed: (text) => preCommit.removed(text) ?? text,
    };
  // Tells core.hooksPath too, and the folder that linked worktrees share.
  const folder = git(top, ['rev-parse', '--git-path', 'hooks'])?.stdout.trim() ?? '.git/hooks';
  return shellHook('git', join(resolve(top, folder), 'pre-commit'));
}

const shellHook = (name: 'husky' | 'git', file: string): HookManager => ({
  name,
  file,
  isExecutable: true,
  added: (text) => (isShellScript(text ?? '') ? withBlock(text) : undefined),
  removed: withoutBlock,
});

const firstOf = (top: string, names: readonly string[]): string | undefined =>
  names.map((name) => join(top, name)).find((path) => existsSync(path));

/** husky is used where its folder is, or where the package asks for it. */
function usesHusky(top: string): boolean {
  if (existsSync(join(top, '.husky'))) return true;
  const manifest = join(top, 'package.json');
  if (!existsSync(manifest)) return false;
  return /"husky"\s*:/.test(readFileSync(manifest, 'utf8'));
}
