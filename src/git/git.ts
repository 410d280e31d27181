import { spawnSync } from 'node:child_process';

/** What git said. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const MOST_BYTES = 256 * 2 ** 20;

/**
 * Asks git, and waits. No shell reads the arguments, paths are taken literally, and git asks
 * nobody. The environment is that of the process, since a hook is told by it which index counts.
 *
 * @returns undefined where there is no git
 */
export function git(cwd: string, args: readonly string[], input = ''): GitAnswer | undefined {
  const { error, status, stdout, stderr } = spawnSync('git', ['--literal-pathspecs', ...args], {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: MOST_BYTES,
    windowsHide: true,
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') return undefined;
  if (error !== undefined) throw error;
  return { ok: status === 0, stdout, stderr };
}

/** The items of an answer in git's `-z` form. */
export const items = (stdout: string): string[] => stdout.split('\0').filter((item) => item !== '');
