import { relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { inspectService, type ServiceState } from './workspace/inspect-service.ts';
import { readLock } from './workspace/lockfile.ts';
import { isUnfinished } from './workspace/unfinished.ts';
import { WorkspaceError } from './workspace/workspace-error.ts';

/** Whether a service is what its description asks for, and what is not. */
export interface CheckResult extends ServiceState {
  /** Empty where the folder holds no service. */
  readonly service: string;
  /** The folder, relative to the working directory. */
  readonly folder: string;
  readonly outcome: 'current' | 'drift' | 'none';
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING: ServiceState = {
  changedInputs: [],
  missingInputs: [],
  edited: [],
  missing: [],
  deleted: [],
  conflicts: [],
};

/**
 * Looks at one folder: is it what its description asks for? Answered from the lock and from hashes
 * alone, so this file and what it imports must stay small: see the test that times it.
 */
export function checkService(out: string, cwd: string): CheckResult {
  const service = resolve(cwd, out);
  const folder = relative(cwd, service).split(sep).join('/') || '.';
  try {
    const lock = readLock(service);
    if (lock === undefined) {
      const message = `${folder} holds no service that Specwright generated. Name its folder with --out.`;
      const diagnostics = [diagnostic('SW6016', 'error', message)];
      return { ...NOTHING, service: '', folder, outcome: 'none', diagnostics };
    }
    const state = inspectService(service, lock);
    const { changedInputs, missingInputs, missing, conflicts } = state;
    const isUncertain = isUnfinished(service);
    const isCurrent =
      !isUncertain &&
      [changedInputs, missingInputs, missing, conflicts].every(({ length }) => length === 0);
    const diagnostics = [
      ...(isUncertain ? [unfinished(folder)] : []),
      ...findings(state, folder),
      ...lock.stale.map(staleBody),
    ];
    return {
      ...state,
      service: lock.service,
      folder,
      outcome: isCurrent ? 'current' : 'drift',
      diagnostics,
    };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const { diagnostics } = error;
    return { ...NOTHING, service: '', folder, outcome: 'drift', diagnostics };
  }
}

const unfinished = (shown: string): Diagnostic =>
  diagnostic(
    'SW6011',
    'error',
    `A run on ${shown} was cut short while it wrote, or is writing now. Run specwright generate to complete it.`,
  );

const staleBody = (name: string): Diagnostic =>
  diagnostic(
    'SW8005',
    'warning',
    `${name} was written for a contract that has changed since. Its body is kept; have it written anew with: specwright fill ${name}`,
  );

function findings(state: ServiceState, shown: string): Diagnostic[] {
  const each = (
    paths: readonly string[],
    code: Diagnostic['code'],
    severity: Diagnostic['severity'],
    sentence: (path: string) => string,
  ) =>
    paths.map((path) => {
      const file = path.startsWith('../') || shown === '.' ? path : `${shown}/${path}`;
      return diagnostic(code, severity, sentence(file), { file, line: 1, column: 1 });
    });
  return [
    ...each(
      state.changedInputs,
      'SW6015',
      'error',
      (path) =>
        `${path} has changed since the service was generated from it. Run specwright generate.`,
    ),
    ...each(
      state.missingInputs,
      'SW6015',
      'error',
      (path) =>
        `${path}, from which the service was generated, is gone. Run specwright generate with the description that takes its place.`,
    ),
    ...each(
      state.missing,
      'SW6013',
      'error',
      (path) =>
        `${path} is generated and missing. Run specwright generate to keep it deleted, with --restore to bring it back.`,
    ),
    ...each(
      state.conflicts,
      'SW6002',
      'error',
      (path) =>
        `${path} is in conflict with what is generated. Decide, and run specwright generate.`,
    ),
    ...each(state.edited, 'SW6014', 'info', (path) => `${path} was edited by hand, which is fine.`),
    ...each(
      state.deleted,
      'SW6012',
      'info',
      (path) => `${path} was deleted by hand, which is fine.`,
    ),
  ];
}
