import { spawnSync } from 'node:child_process';

const MOST_BYTES = 256 * 2 ** 20;

/**
 * A file as it was in a commit.
 *
 * @param path relative to `cwd`, with forward slashes
 * @returns undefined where that commit, or the file in it, is not there
 */
export function fileAt(cwd: string, ref: string, path: string): Buffer | undefined {
  const { status, stdout } = spawnSync(
    'git',
    ['--literal-pathspecs', 'show', '--no-textconv', '--end-of-options', `${ref}:./${path}`],
    {
      cwd,
      maxBuffer: MOST_BYTES,
      windowsHide: true,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    },
  );
  return status === 0 ? stdout : undefined;
}
