import { relative } from 'node:path';
import { generate } from '../api/generate.ts';
import type { GenerateResult } from '../generate-result.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { type GenerateArguments, refusing, renamesOf, selectionOf } from './generate-arguments.ts';
import { generateReport } from './generate-report.ts';
import { jsonReport, printedJson } from './json-report.ts';
import { Progress } from './progress.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

/** `specwright generate`: one service after the other. The worst exit code counts. */
export async function generateCommand(
  specs: readonly string[],
  given: GenerateArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const isQuiet = given.quiet === true;
  let progress: Progress | undefined;
  const stop = () => {
    progress?.stop();
    progress = undefined;
  };
  let told = 0;
  const tell = (result: GenerateResult) => {
    stop();
    printDiagnostics(terminal, result.diagnostics, given.quiet);
    if (given.json === true || isQuiet) return;
    if (told++ > 0) terminal.out('\n');
    terminal.out(generateReport(result, terminal.cwd, given.dryRun === true));
  };
  try {
    const results = await refusing(given, terminal, () =>
      generate({
        ...selectionOf(specs, given, terminal),
        signal,
        test: given.test === false ? false : undefined,
        sandbox: given.sandbox,
        dryRun: given.dryRun === true,
        check: given.check === true,
        force: given.force === true,
        restore: given.restore === true,
        keep: given.keep,
        allowDestructive: given.allowDestructive === true,
        renames: renamesOf(given),
        onProgress: (stage, detail, { spec }) => {
          progress ??= new Progress(terminal, relative(terminal.cwd, spec), isQuiet);
          progress.show(stage, detail);
        },
        onResult: tell,
      }),
    );
    if (results.length === 0 && !isQuiet)
      terminal.err(`No service is in shard ${given.shard ?? ''}.\n`);
    if (given.json === true) terminal.out(printedJson(results.map(jsonReport)));
    return worstOf(results, given.requireFilled === true);
  } finally {
    stop();
  }
}

const worstOf = (results: readonly GenerateResult[], requireFilled: boolean): number =>
  Math.max(
    ExitCode.done,
    ...results.map(({ outcome, operations }) =>
      requireFilled && operations.some(({ status }) => status === 'hole')
        ? Math.max(exitCodeOf[outcome], ExitCode.look)
        : exitCodeOf[outcome],
    ),
  );
