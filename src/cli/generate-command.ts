import { relative, resolve } from 'node:path';
import { configError } from '../config/config-error.ts';
import type { ServiceProject } from '../config/project.ts';
import type { GenerateResult } from '../generate-result.ts';
import { generate } from '../pipeline.ts';
import { relativeInput } from '../workspace/inputs.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { askedFor, type GenerateArguments, renamesOf } from './generate-arguments.ts';
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
  const services = await askedFor(specs, given, terminal);
  if (renamesOf(given).length > 0 && services.length > 1)
    throw configError(
      'SW7001',
      '--rename is about one service: name its description, and generate the others on their own.',
    );
  if (services.length === 0 && given.quiet !== true)
    terminal.err(`No service is in shard ${given.shard ?? ''}.\n`);
  const results: GenerateResult[] = [];
  for (const service of services) {
    const result = await generateOne(service, given, terminal, signal);
    results.push(result);
    printDiagnostics(terminal, result.diagnostics, given.quiet);
    if (given.json !== true && given.quiet !== true) {
      if (results.length > 1) terminal.out('\n');
      terminal.out(generateReport(result, terminal.cwd, given.dryRun === true));
    }
  }
  if (given.json === true) terminal.out(printedJson(results.map(jsonReport)));
  return Math.max(
    ExitCode.done,
    ...results.map(({ outcome, operations }) =>
      given.requireFilled === true && operations.some(({ status }) => status === 'hole')
        ? Math.max(exitCodeOf[outcome], ExitCode.look)
        : exitCodeOf[outcome],
    ),
  );
}

async function generateOne(
  service: ServiceProject,
  given: GenerateArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<GenerateResult> {
  const progress = new Progress(
    terminal,
    relative(terminal.cwd, service.spec),
    given.quiet === true,
  );
  try {
    return await generate(service, {
      onProgress: progress.show,
      signal,
      dryRun: given.dryRun === true,
      check: given.check === true,
      force: given.force === true,
      restore: given.restore === true,
      keep: (given.keep ?? []).map((file) =>
        relativeInput(service.out, resolve(terminal.cwd, file)),
      ),
      allowDestructive: given.allowDestructive === true,
      renames: renamesOf(given),
    });
  } finally {
    progress.stop();
  }
}
