import { git } from '../git/git.ts';
import { type Check, error, ok, warning } from './check.ts';

/** The oldest Node that Specwright runs on, and the first whose permissions cover the network. */
const OLDEST_NODE = 24;
const WITH_NETWORK = 25;

/** @param version as `process.version` has it */
export function checkNode(version: string): Check {
  const major = Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);
  if (major < OLDEST_NODE)
    return error('node', version, `Install Node ${OLDEST_NODE} or newer: https://nodejs.org.`);
  return major < WITH_NETWORK
    ? warning(
        'node',
        version,
        `Node ${WITH_NETWORK} or newer keeps tests from the network by itself; until then, install a sandbox (below).`,
      )
    : ok('node', version);
}

/** Git is needed for the hook, for review and for files that were moved. */
export function checkGit(cwd: string): Check {
  const answer = git(cwd, ['--version']);
  if (answer?.ok !== true)
    return warning(
      'git',
      'not found',
      'Install git: the hook, review and the following of moved files need it.',
    );
  const version = answer.stdout.trim().replace(/^git version /, '');
  const inside = git(cwd, ['rev-parse', '--is-inside-work-tree']);
  return inside?.ok === true
    ? ok('git', version)
    : warning(
        'git',
        `${version}, but no repository here`,
        'Run git init, so that what generate writes can be looked at and taken back.',
      );
}
