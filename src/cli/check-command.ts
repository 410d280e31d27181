import { relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { inspectService, type ServiceState } from '../workspace/inspect-service.ts';
import { readLock } from '../workspace/lockfile.ts';
import { isUnfinished } from '../workspace/unfinished.ts';
import { WorkspaceError } from '../workspace/workspace-error.ts';
import { ExitCode } from './exit-code.ts';
import { printedJson } from './json-report.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export interface CheckArguments {
  /** The service's folder; the current one by default. */
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * `specwright check` on one folder: is it what its description asks for? Answered from the lock
 * and from hashes, so this file and what it imports must stay small: see the test that times it.
 */
export function checkFolder(
  { out = '.', json = false, quiet = false }: CheckArguments,
  terminal: Terminal,
): number {
  const service = resolve(terminal.cwd, out);
  const shown = relative(terminal.cwd, service).split(sep).join('/') || '.';
  const report = examine(service, shown);
  printDiagnostics(terminal, report.diagnostics, quiet);
  if (json) {
    const { service: name, isCurrent, diagnostics, ...state } = report;
    terminal.out(
      printedJson([
        {
          service: name,
          current: isCurrent,
          ...state,
          diagnostics: diagnostics.map(jsonDiagnostic),
        },
      ]),
    );
  } else if (!quiet && report.service !== '') {
    terminal.out(
      `${report.service} in ${shown}: ${report.isCurrent ? 'up to date' : 'not up to date'}\n`,
    );
  }
  return report.exitCode;
}

interface CheckReport extends ServiceState {
  readonly service: string;
  readonly isCurrent: boolean;
  readonly exitCode: number;
  readonly diagnostics: readonly Diagnostic[];
}

function examine(service: string, shown: string): CheckReport {
  const none = {
    service: '',
    isCurrent: false,
    changedInputs: [],
    missingInputs: [],
    edited: [],
    missing: [],
    deleted: [],
    conflicts: [],
  };
  try {
    const lock = readLock(service);
    if (lock === undefined) {
      const message = `${shown} holds no service that Specwright generated. Name its folder with --out.`;
      return {
        ...none,
        exitCode: ExitCode.usage,
        diagnostics: [diagnostic('SW6016', 'error', message)],
      };
    }
    const state = inspectService(service, lock);
    const { changedInputs, missingInputs, missing, conflicts } = state;
    const isUncertain = isUnfinished(service);
    const isCurrent =
      !isUncertain &&
      [changedInputs, missingInputs, missing, conflicts].every(({ length }) => length === 0);
    const diagnostics = [
      ...(isUncertain ? [unfinished(shown)] : []),
      ...findings(state, shown),
      ...lock.stale.map(staleBody),
    ];
    return {
      ...state,
      service: lock.service,
      isCurrent,
      exitCode: isCurrent ? ExitCode.done : ExitCode.look,
      diagnostics,
    };
  } catch (error) {
    if (error instanceof WorkspaceError)
      return { ...none, exitCode: ExitCode.look, diagnostics: error.diagnostics };
    throw error;
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
        `${path} is in conflict with what is generated: it was left as it was. Decide, and run specwright generate.`,
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
