import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { contentHash } from './content-hash.ts';
import { statePaths } from './service-folder.ts';
import { systemCode, workspaceError } from './workspace-error.ts';

/** One step of a write: what is staged under `from` goes to `path`, or `path` is removed. */
export interface JournalStep {
  /** Relative to the service's folder, with forward slashes. */
  readonly path: string;
  /** File name in the staging folder; absent to remove. */
  readonly staged?: string;
  /** Hash of the bytes that `path` had when the write was planned; absent when it had none. */
  readonly replaces?: string;
}

/** Called before each step, so that tests can stop there. */
export type StepListener = (step: string) => void;

/** Makes a write count: from here on it is completed, by this run or by the next. */
export function commitJournal(service: string, steps: readonly JournalStep[]): void {
  const { journal, local } = statePaths(service);
  const draft = `${journal}.draft`;
  const file = openSync(draft, 'w');
  try {
    writeSync(file, JSON.stringify(steps));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, journal);
  syncFolder(local);
}

/** The write that was cut short, if there is one. */
export function readJournal(service: string): JournalStep[] | undefined {
  const { journal } = statePaths(service);
  try {
    // Renamed into place whole by this module, so it is what `commitJournal` wrote.
    return JSON.parse(readFileSync(journal, 'utf8')) as JournalStep[];
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw workspaceError(
      'SW6005',
      `${journal} cannot be read. Delete it, and take the service's files from git.`,
      { cause: error },
    );
  }
}

/**
 * Moves everything into place and forgets the journal. Synchronous, because the shorter it takes
 * the rarer it is cut short. Can be repeated after any interruption.
 *
 * @returns paths that a person has changed since and that were left alone
 */
export function applyJournal(
  service: string,
  steps: readonly JournalStep[],
  onStep: StepListener = () => undefined,
): string[] {
  const { journal, staging, local } = statePaths(service);
  const touched: string[] = [];
  for (const step of steps) {
    onStep(`apply ${step.path}`);
    if (!applyStep(service, staging, step)) touched.push(step.path);
  }
  onStep('sync');
  for (const folder of new Set(steps.map(({ path }) => dirname(path))))
    syncFolder(join(service, folder));
  onStep('forget journal');
  rmSync(journal, { force: true });
  syncFolder(local);
  onStep('remove staging');
  rmSync(staging, { recursive: true, force: true });
  return touched;
}

function applyStep(
  service: string,
  staging: string,
  { path, staged, replaces }: JournalStep,
): boolean {
  const target = join(service, path);
  const source = staged === undefined ? undefined : join(staging, staged);
  const current = hashOf(target);
  if (source !== undefined && hashOf(source) === undefined) return true;
  if (source === undefined && current === undefined) return true;
  if (current !== replaces) return false;
  if (source === undefined) {
    rmSync(target);
    removeEmptyFolders(service, dirname(path));
    return true;
  }
  mkdirSync(dirname(target), { recursive: true });
  renameSync(source, target);
  return true;
}

/** Hash of a file's bytes; undefined when there is none. */
export function hashOf(path: string): string | undefined {
  try {
    return contentHash(readFileSync(path));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** Removes folders from `folder` upwards while they are empty; never the service's own. */
function removeEmptyFolders(service: string, folder: string): void {
  for (let path = folder; path !== '.' && path !== ''; path = dirname(path)) {
    if (!removeEmptyFolder(join(service, path))) return;
  }
}

/** Whether the folder is gone now. */
export function removeEmptyFolder(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code === 'ENOENT') return true;
    if (['ENOTEMPTY', 'EEXIST', 'EBUSY', 'EPERM', 'EACCES', 'ENOTDIR'].includes(code)) return false;
    throw error;
  }
}

/** Makes renames in a folder last through a loss of power, where the system can. */
function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, 'r');
    fsyncSync(handle);
  } catch (error) {
    // Windows opens no folders, and a folder may be gone with its last file.
    if (!['EISDIR', 'EPERM', 'EACCES', 'ENOENT', 'EINVAL'].includes(systemCode(error) ?? ''))
      throw error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
