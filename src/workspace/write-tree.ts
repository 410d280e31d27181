import { access, constants, mkdir, open, rm } from 'node:fs/promises';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { eachOf } from './disk.ts';
import {
  applyJournal,
  commitJournal,
  hashOf,
  type JournalStep,
  readJournal,
  removeEmptyFolder,
  type StepListener,
} from './journal.ts';
import { refuseEscapes } from './safe-path.ts';
import { statePaths } from './service-folder.ts';
import { workspaceError, writeFailure } from './workspace-error.ts';

/** One file to write or to remove. */
export interface Change {
  /** Relative to the service's folder, with forward slashes. */
  readonly path: string;
  /** Absent to remove the file. */
  readonly content?: string | Uint8Array;
  /** Hash of the bytes that are there now; absent when nothing is. */
  readonly replaces?: string;
  /** Permission bits of the file that it replaces. */
  readonly mode?: number;
}

export interface WriteOptions {
  /** Called at the last moment at which the run may still withdraw; throws to do so. */
  readonly beforeCommit?: () => void;
  readonly onStep?: StepListener;
}

/**
 * Writes all changes or none. Everything is staged first, beside its destination; then a journal
 * makes it count; then it is moved into place. Interrupted before the journal, the tree is as it
 * was; interrupted after it, {@link recover} completes it.
 *
 * The caller holds the run lock.
 *
 * @throws WorkspaceError when the folder cannot be written; it is unchanged then
 */
export async function writeTree(
  service: string,
  changes: readonly Change[],
  options: WriteOptions = {},
): Promise<void> {
  const onStep = options.onStep ?? (() => undefined);
  const { staging } = statePaths(service);
  const made: MadeFolder[] = [];
  let steps: JournalStep[];
  try {
    await refuseEscapes(service, [
      ...changes.map(({ path }) => path),
      '.specwright/local/staging/file',
    ]);
    await refuseReadOnly(service, changes);
    onStep('stage');
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging, { recursive: true });
    steps = await stageChanges(staging, changes, onStep);
    onStep('make folders');
    makeFolders(service, changes, made);
    refuseChanged(service, changes);
    options.beforeCommit?.();
    onStep('commit');
    commitJournal(service, steps);
  } catch (error) {
    if (existsSync(statePaths(service).journal)) throw error;
    rmSync(staging, { recursive: true, force: true });
    for (const folder of made.reverse()) removeMade(service, folder);
    throw writeFailure(error, service);
  }
  try {
    applyJournal(service, steps, onStep);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Writing ${service} was cut short: ${reason}. Put that right and run the command again: it completes what was begun.`;
    throw workspaceError('SW6008', message, { cause: error });
  }
}

/**
 * Completes a write that an earlier run could not, and removes what one left behind that did not
 * come to count. The caller holds the run lock.
 *
 * @returns undefined when there was nothing to complete, else the paths that were left alone
 *   because a person has changed them since
 */
export async function recover(service: string): Promise<string[] | undefined> {
  const { staging, journal } = statePaths(service);
  const steps = readJournal(service);
  if (steps === undefined) {
    await rm(staging, { recursive: true, force: true });
    await rm(`${journal}.draft`, { force: true });
    return undefined;
  }
  await refuseEscapes(
    service,
    steps.map(({ path }) => path),
  );
  return applyJournal(service, steps);
}

async function stageChanges(
  staging: string,
  changes: readonly Change[],
  onStep: StepListener,
): Promise<JournalStep[]> {
  const steps = changes.map(({ path, content, replaces }, index): JournalStep => ({
    path,
    ...(content !== undefined && { staged: String(index) }),
    ...(replaces !== undefined && { replaces }),
  }));
  await eachOf([...changes.entries()], async ([index, { path, content, mode }]) => {
    if (content === undefined) return;
    onStep(`stage ${path}`);
    const file = await open(join(staging, String(index)), 'wx', 0o666);
    try {
      await file.writeFile(content);
      if (mode !== undefined) await file.chmod(mode);
      await file.datasync();
    } finally {
      await file.close();
    }
  });
  return steps;
}

/** Folders are made before the write counts, because making them may fail too. */
function makeFolders(service: string, changes: readonly Change[], made: MadeFolder[]): void {
  const folders = changes.flatMap(({ path, content }) =>
    content === undefined ? [] : [dirname(path)],
  );
  for (const folder of new Set(folders)) {
    const outermost = mkdirSync(join(service, folder), { recursive: true });
    if (outermost !== undefined) made.push({ folder, outermost });
  }
}

interface MadeFolder {
  /** Relative to the service's folder. */
  readonly folder: string;
  /** The first folder that had to be made for it, as an absolute path. */
  readonly outermost: string;
}

function removeMade(service: string, { folder, outermost }: MadeFolder): void {
  for (
    let path = resolve(service, folder);
    path.length >= resolve(outermost).length;
    path = dirname(path)
  ) {
    if (!removeEmptyFolder(path)) return;
  }
}

async function refuseReadOnly(service: string, changes: readonly Change[]): Promise<void> {
  const readOnly = changes.filter(({ mode }) => mode !== undefined && (mode & 0o200) === 0);
  if (readOnly.length > 0) {
    const names = readOnly.map(({ path }) => path).join(', ');
    throw workspaceError(
      'SW6009',
      `${names} in ${service} is read-only and would change. Make it writable, or take it out of generation. Nothing was changed.`,
    );
  }
  for (const folder of new Set(changes.map(({ path }) => join(service, dirname(path))))) {
    if (existsSync(folder)) await access(folder, constants.W_OK);
  }
}

/** Between planning and now, tests ran: a person may have saved a file meanwhile. */
function refuseChanged(service: string, changes: readonly Change[]): void {
  const changed = changes.filter(({ path, replaces }) => hashOf(join(service, path)) !== replaces);
  if (changed.length === 0) return;
  const names = changed.map(({ path }) => path).join(', ');
  throw workspaceError(
    'SW6010',
    `${names} in ${service} was changed while Specwright ran. Nothing was written: run the command again.`,
  );
}
