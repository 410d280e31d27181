import { relative, resolve, sep } from 'node:path';
import { checkFindings } from './check-findings.ts';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import type { FindingKind } from './workspace/finding-kinds.ts';
import { inspectService, type ServiceState } from './workspace/inspect-service.ts';
import { readLastRun } from './workspace/last-run.ts';
import { readLock } from './workspace/lockfile.ts';
import { isUnfinished } from './workspace/unfinished.ts';
import { WorkspaceError } from './workspace/workspace-error.ts';

/** Whether a service is what its description asks for, and what is not. */
export interface CheckResult extends ServiceState {
  /** Empty where the folder holds no service. */
  readonly service: string;
  /** The folder, relative to the working directory. */
  readonly folder: string;
  /** `drift` where something was found that this project fails on. */
  readonly outcome: 'current' | 'drift' | 'none';
  /** Kinds of what was found, whether it fails or not. */
  readonly kinds: readonly FindingKind[];
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING: ServiceState = {
  changedInputs: [],
  missingInputs: [],
  edited: [],
  missing: [],
  deleted: [],
  conflicts: [],
  missingMigrations: [],
  orphans: [],
  stale: [],
};

/**
 * Looks at one folder: is it what its description asks for? Answered from the lock and from hashes
 * alone, so this file and what it imports must stay small: see the test that counts them. What it
 * fails on is in the lock too, so that no configuration has to be loaded.
 *
 * @param failOn stronger than what the lock says
 */
export function checkService(out: string, cwd: string, failOn?: readonly string[]): CheckResult {
  const service = resolve(cwd, out);
  const show = (path: string) => relative(cwd, resolve(service, path)).split(sep).join('/');
  const folder = show('.') || '.';
  const nothing = { ...NOTHING, service: '', folder, kinds: [] };
  try {
    const lock = readLock(service);
    if (lock === undefined) {
      const message = `${folder} holds no service that Specwright generated. Name its folder with --out.`;
      return { ...nothing, outcome: 'none', diagnostics: [diagnostic('SW6016', 'error', message)] };
    }
    const state = inspectService(service, lock, readLastRun(service));
    const findings = checkFindings(state, show, failOn ?? lock.failOn);
    const diagnostics = [
      ...(isUnfinished(service) ? [unfinished(folder)] : []),
      ...findings.map((finding) => finding.diagnostic),
    ];
    return {
      ...state,
      service: lock.service,
      folder,
      outcome: diagnostics.some(({ severity }) => severity === 'error') ? 'drift' : 'current',
      kinds: [...new Set(findings.map(({ kind }) => kind))],
      diagnostics,
    };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return { ...nothing, outcome: 'drift', diagnostics: error.diagnostics };
  }
}

const unfinished = (shown: string): Diagnostic =>
  diagnostic(
    'SW6011',
    'error',
    `A run on ${shown} was cut short while it wrote, or is writing now. Run specwright generate to complete it.`,
  );
