import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FileStates } from './file-state.ts';
import { statePaths } from './service-folder.ts';
import { systemCode } from './workspace-error.ts';

/** Changes when an older run can no longer be read. */
const FORMAT = 2;

/**
 * What the last run on this machine came to, so that the next one with the same inputs, the same
 * code and the same tree has nothing to do. Git ignores it; losing it costs time only.
 */
export interface LastRun<Summary> {
  /** Of options and code. */
  readonly fingerprint: string;
  readonly isTested: boolean;
  /** What the service was generated from, by path relative to its folder. */
  readonly inputs: FileStates;
  /** Packs that are npm packages, by their absolute folders. */
  readonly packages?: FileStates;
  /** Each source file of the service. */
  readonly files: FileStates;
  readonly summary: Summary;
}

/** The last run on this machine, if there was one. */
export function readLastRun<Summary>(service: string): LastRun<Summary> | undefined {
  try {
    const text = readFileSync(statePaths(service).lastRun, 'utf8');
    const run = JSON.parse(text) as LastRun<Summary> & { readonly format?: number };
    return run.format === FORMAT ? run : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? ''))
      return undefined;
    throw error;
  }
}

/** Remembers a run: the whole file or, where another process does the same, one of the two. */
export function rememberRun<Summary>(service: string, run: LastRun<Summary>): void {
  const { lastRun } = statePaths(service);
  const draft = `${lastRun}.${process.pid}.draft`;
  mkdirSync(dirname(lastRun), { recursive: true });
  writeFileSync(draft, JSON.stringify({ format: FORMAT, ...run }));
  renameSync(draft, lastRun);
}

/** Remembers the same run with newer times. A disk that refuses it costs the next run its time only. */
export function refreshRun<Summary>(service: string, run: LastRun<Summary>): void {
  try {
    rememberRun(service, run);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(systemCode(error) ?? '')) throw error;
  }
}
