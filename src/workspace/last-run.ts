import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { statePaths } from './service-folder.ts';
import { systemCode } from './workspace-error.ts';

/**
 * What the last run on this machine came to, so that the next one with the same inputs, the same
 * code and the same tree has nothing to do. Git ignores it; losing it costs time only.
 */
export interface LastRun<Summary> {
  /** Of inputs, options, code and tree. */
  readonly fingerprint: string;
  readonly isTested: boolean;
  readonly summary: Summary;
}

/** The last run if it had this fingerprint and tested what is to be tested now. */
export function recallRun<Summary>(
  service: string,
  fingerprint: string,
  needsTests: boolean,
): Summary | undefined {
  let run: LastRun<Summary>;
  try {
    run = JSON.parse(readFileSync(statePaths(service).lastRun, 'utf8')) as LastRun<Summary>;
  } catch (error) {
    if (error instanceof SyntaxError || ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? ''))
      return undefined;
    throw error;
  }
  return run.fingerprint === fingerprint && (run.isTested || !needsTests) ? run.summary : undefined;
}

/** Remembers a run; the caller holds the run lock. */
export function rememberRun<Summary>(service: string, run: LastRun<Summary>): void {
  const { lastRun } = statePaths(service);
  mkdirSync(dirname(lastRun), { recursive: true });
  writeFileSync(`${lastRun}.draft`, JSON.stringify(run));
  renameSync(`${lastRun}.draft`, lastRun);
}
