import { type CheckResult, checkService } from '../check.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { ExitCode } from './exit-code.ts';
import { printedJson } from './json-report.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

/** How findings are printed. */
export const reporters = ['terminal', 'json', 'github', 'sarif'] as const;
export type Reporter = (typeof reporters)[number];

export interface CheckArguments {
  /** The service's folder; the current one by default. */
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly reporter?: Reporter;
  /** Kinds of findings; see `findingKinds`. */
  readonly failOn?: readonly string[];
}

const EXIT_CODES: Readonly<Record<CheckResult['outcome'], number>> = {
  current: ExitCode.done,
  drift: ExitCode.look,
  none: ExitCode.usage,
};

/** `specwright check` on one folder. Loads little: see the test that counts it. */
export const checkFolder = (
  out: string,
  given: CheckArguments,
  version: string,
  terminal: Terminal,
): Promise<number> =>
  tellChecked([checkService(out, terminal.cwd, given.failOn)], given, version, terminal);

/**
 * Tells what was found of services.
 *
 * @param version of Specwright, as code scanning services want to know it
 */
export async function tellChecked(
  results: readonly CheckResult[],
  given: CheckArguments,
  version: string,
  terminal: Terminal,
): Promise<number> {
  const found = results.flatMap(({ diagnostics }) => diagnostics);
  switch (given.json === true ? 'json' : (given.reporter ?? 'terminal')) {
    case 'terminal':
      printResults(results, given.quiet === true, terminal);
      break;
    case 'json':
      printDiagnostics(terminal, found, given.quiet);
      terminal.out(printedJson(results.map(jsonResult)));
      break;
    case 'github': {
      const { githubReport } = await import('../diagnostics/reporters/github.ts');
      terminal.out(githubReport(found));
      break;
    }
    case 'sarif': {
      const { sarifReport } = await import('../diagnostics/reporters/sarif.ts');
      terminal.out(sarifReport(found, version));
      break;
    }
  }
  return Math.max(...results.map(({ outcome }) => EXIT_CODES[outcome]));
}

function printResults(results: readonly CheckResult[], isQuiet: boolean, terminal: Terminal): void {
  for (const { service, folder, outcome, diagnostics } of results) {
    printDiagnostics(terminal, diagnostics, isQuiet);
    if (isQuiet || service === '') continue;
    const verdict = outcome === 'current' ? 'up to date' : 'not up to date';
    terminal.out(`${service} in ${folder}: ${verdict}\n`);
  }
}

const jsonResult = ({ service, folder: _shown, outcome, diagnostics, ...state }: CheckResult) => ({
  service,
  current: outcome === 'current',
  ...state,
  diagnostics: diagnostics.map(jsonDiagnostic),
});
