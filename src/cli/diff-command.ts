import {
  diff,
  diffModels,
  type DiffRequest,
  type DiffResult,
  type ModelDiffResult,
} from '../api/diff.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { isChanged } from '../model/diff/types.ts';
import { colouredDiff } from './coloured-diff.ts';
import type { DiffFormat } from './diff-formats.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { type GenerateArguments, refusing, renamesOf, selectionOf } from './generate-arguments.ts';
import { printedJson } from './json-report.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export interface DiffArguments extends Omit<
  GenerateArguments,
  'dryRun' | 'check' | 'force' | 'test' | 'sandbox'
> {
  /** Of the models, not of the files. */
  readonly model?: boolean;
  /** A commit to compare models with. */
  readonly since?: string;
  readonly format?: DiffFormat;
}

/** What is said of one service: for a program, for a person, and the exit code. */
interface Told {
  readonly report: object;
  readonly text: string;
  readonly code: number;
}

/**
 * `specwright diff`: what `generate` would change, and nothing is changed. Exit code 0 when nothing
 * would, 1 when something would. The worst of several services counts.
 */
export async function diffCommand(
  specs: readonly string[],
  given: DiffArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const request = {
    ...selectionOf(specs, given, terminal),
    signal,
    restore: given.restore === true,
    allowDestructive: given.allowDestructive === true,
    renames: renamesOf(given),
    since: given.since,
  };
  if (given.format === 'markdown') return tellMarkdown(request, given, terminal);
  const told = await refusing(given, terminal, async () =>
    given.model === true
      ? (await diffModels(request)).map((one) => modelDiff(one, given, terminal))
      : (await diff(request)).map((one) => fileDiff(one, given, terminal)),
  );
  if (given.json === true) terminal.out(printedJson(told.map(({ report }) => report)));
  else if (given.quiet !== true) for (const { text } of told) terminal.out(text);
  return Math.max(ExitCode.done, ...told.map(({ code }) => code));
}

/** Both differences, as a comment on a change: `--format markdown`. */
async function tellMarkdown(
  request: DiffRequest,
  given: DiffArguments,
  terminal: Terminal,
): Promise<number> {
  const [{ markdownReport }, files, models] = await Promise.all([
    import('./diff-markdown.ts'),
    diff(request),
    diffModels(request),
  ]);
  for (const { diagnostics } of files) printDiagnostics(terminal, diagnostics, given.quiet);
  terminal.out(markdownReport(files, models, terminal.cwd));
  return Math.max(ExitCode.done, ...files.map(({ outcome }) => exitCodeOf[outcome]));
}

function fileDiff(
  { service, outcome, files, isOnlyMemory, diagnostics }: DiffResult,
  given: DiffArguments,
  terminal: Terminal,
): Told {
  printDiagnostics(terminal, diagnostics, given.quiet);
  const text = files.map((file) => file.diff).join('');
  const memory = isOnlyMemory
    ? `${service}: no file changes, but generate has something to take note of in .specwright.\n`
    : '';
  return {
    report: {
      service,
      outcome,
      files: files.map(({ path, action, diff: shown }) => ({ path, action, diff: shown })),
      diagnostics: diagnostics.map(jsonDiagnostic),
    },
    text: (terminal.hasOutColours ? colouredDiff(text) : text) + memory,
    code: exitCodeOf[outcome],
  };
}

function modelDiff(result: ModelDiffResult, given: DiffArguments, terminal: Terminal): Told {
  printDiagnostics(terminal, result.diagnostics, given.quiet);
  const diagnostics = result.diagnostics.map(jsonDiagnostic);
  if (result.outcome !== 'done') {
    const { outcome } = result;
    return {
      report: { service: '', outcome, changes: [], diagnostics },
      text: '',
      code: exitCodeOf[outcome],
    };
  }
  const { service, diff: changes, lines, breaking } = result;
  const { entities, operations } = changes;
  return {
    report: { service, changes: lines, breaking, entities, operations, diagnostics },
    text: lines.map((line) => `${line}\n`).join(''),
    code: isChanged(changes) ? ExitCode.look : ExitCode.done,
  };
}
