import { type CheckResult, checkService } from '../check.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { ExitCode } from './exit-code.ts';
import { printedJson } from './json-report.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export interface CheckArguments {
  /** The service's folder; the current one by default. */
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const EXIT_CODES: Readonly<Record<CheckResult['outcome'], number>> = {
  current: ExitCode.done,
  drift: ExitCode.look,
  none: ExitCode.usage,
};

/** `specwright check` on one folder. Loads little: see the test that times it. */
export function checkFolder(
  { out = '.', json = false, quiet = false }: CheckArguments,
  terminal: Terminal,
): number {
  const { service, folder, outcome, diagnostics, ...state } = checkService(out, terminal.cwd);
  const isCurrent = outcome === 'current';
  printDiagnostics(terminal, diagnostics, quiet);
  if (json) {
    terminal.out(
      printedJson([
        { service, current: isCurrent, ...state, diagnostics: diagnostics.map(jsonDiagnostic) },
      ]),
    );
  } else if (!quiet && service !== '') {
    terminal.out(`${service} in ${folder}: ${isCurrent ? 'up to date' : 'not up to date'}\n`);
  }
  return EXIT_CODES[outcome];
}
