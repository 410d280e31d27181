import { holes } from '../api/holes.ts';
import { decideTests } from '../api/tests.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { ExitCode } from './exit-code.ts';
import { refusalCode, refused } from './fill-command.ts';
import { printedJson } from './json-report.ts';
import type { ServiceArguments } from './service-arguments.ts';
import { count, table } from './table.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export interface TestsArguments extends ServiceArguments {
  readonly failing?: boolean;
}

const OWN = /^tests\/(proposed|approved)\//;

/** `specwright tests list`: tests that a model proposed, and those that a person approved. */
export async function testsList(
  given: ServiceArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { out, config, json } = given;
  const result = await holes({ cwd: terminal.cwd, out, config, signal });
  if (result.outcome === 'refused') return refused(result, given, terminal);
  const tests = result.holes.flatMap(({ name, tests: files }) =>
    files.flatMap(({ path }) => {
      const state = OWN.exec(path)?.[1];
      return state === undefined ? [] : [{ hole: name, state, path }];
    }),
  );
  if (json === true) terminal.out(printedJson([{ tests }]));
  else if (tests.length === 0) terminal.out('No tests are proposed or approved.\n');
  else
    terminal.out(
      table(
        tests.map(({ hole, state, path }) => [hole, state, path]),
        '',
      ),
    );
  return ExitCode.done;
}

/** `specwright tests approve HOLE…` and `specwright tests reject HOLE…`. */
export async function testsDecide(
  decision: 'approve' | 'reject',
  names: readonly string[],
  { out, config, json, quiet, failing }: TestsArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const told: object[] = [];
  let code: number = ExitCode.done;
  for (const hole of names) {
    const result = await decideTests({
      cwd: terminal.cwd,
      out,
      config,
      hole,
      decision,
      failing,
      signal,
      ...(terminal.isLive &&
        quiet !== true && { onProgress: (what) => terminal.err(`${hole}: ${what}\n`) }),
    });
    printDiagnostics(terminal, result.diagnostics, quiet);
    const diagnostics = result.diagnostics.map(jsonDiagnostic);
    if (result.outcome === 'refused') {
      code = Math.max(code, refusalCode(result));
      told.push({ hole, decision, done: false, diagnostics });
      continue;
    }
    const { path, passed, failed } = result;
    told.push({ hole, decision, done: true, path, passed, failed, diagnostics });
    if (json === true || quiet === true) continue;
    terminal.out(
      decision === 'reject'
        ? `${hole}: ${path} is removed.\n`
        : `${hole}: ${path}, ${outcomeText(passed, failed)}.\n`,
    );
  }
  if (json === true) terminal.out(printedJson([{ tests: told }]));
  return code;
}

function outcomeText(passed: number, failed: number): string {
  if (failed > 0) return `though ${count(failed, 'test')} of it ${failed === 1 ? 'fails' : 'fail'}`;
  return passed > 0 ? `${count(passed, 'test')} passed` : 'not run while the hole is open';
}
