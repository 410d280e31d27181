import { relative, sep } from 'node:path';
import type { ServiceProject } from '../config/project.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { RunStopped } from '../generate-result.ts';
import { isChanged } from '../model/diff/types.ts';
import { type ModelChanges, modelChanges } from '../model-changes.ts';
import { generate } from '../pipeline.ts';
import { type PlannedChanges, plannedChanges } from '../planned-changes.ts';
import type { ServicePlan } from '../workspace/plan-service.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { askedFor, type GenerateArguments, renamesOf } from './generate-arguments.ts';
import { printedJson } from './json-report.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';
import { colouredDiff, unifiedDiff } from './unified-diff.ts';

export interface DiffArguments extends Omit<
  GenerateArguments,
  'dryRun' | 'check' | 'force' | 'test' | 'sandbox'
> {
  /** Of the models, not of the files. */
  readonly model?: boolean;
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
  const told: Told[] = [];
  for (const project of await askedFor(specs, given, terminal)) {
    const one = given.model === true ? modelDiff : fileDiff;
    const next = await one(project, given, terminal, signal);
    told.push(next);
    if (given.json !== true && given.quiet !== true) terminal.out(next.text);
  }
  if (given.json === true) terminal.out(printedJson(told.map(({ report }) => report)));
  return Math.max(...told.map(({ code }) => code));
}

async function fileDiff(
  project: ServiceProject,
  given: DiffArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Told> {
  let plan: ServicePlan | undefined;
  const { service, outcome, diagnostics } = await generate(project, {
    signal,
    dryRun: true,
    check: true,
    restore: given.restore === true,
    allowDestructive: given.allowDestructive === true,
    renames: renamesOf(given),
    onPlan: (made) => {
      plan = made;
    },
  });
  printDiagnostics(terminal, diagnostics, given.quiet);
  const { files, isOnlyMemory }: PlannedChanges =
    plan === undefined ? { files: [], isOnlyMemory: false } : await plannedChanges(plan);
  const folder = relative(terminal.cwd, project.out).split(sep).join('/');
  const diffs = files.map(({ path, action, before, after }) => {
    const shown = folder === '' ? path : `${folder}/${path}`;
    return {
      path,
      action,
      diff: unifiedDiff({
        path: shown,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      }),
    };
  });
  const text = diffs.map(({ diff }) => diff).join('');
  const memory = isOnlyMemory
    ? `${service}: no file changes, but generate has something to take note of in .specwright.\n`
    : '';
  return {
    report: { service, outcome, files: diffs, diagnostics: diagnostics.map(jsonDiagnostic) },
    text: (terminal.hasOutColours ? colouredDiff(text) : text) + memory,
    code: exitCodeOf[outcome],
  };
}

async function modelDiff(
  project: ServiceProject,
  given: DiffArguments,
  terminal: Terminal,
): Promise<Told> {
  let changes: ModelChanges;
  try {
    changes = await modelChanges(project, renamesOf(given));
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    const { outcome, diagnostics } = error;
    printDiagnostics(terminal, diagnostics, given.quiet);
    const report = {
      service: '',
      outcome,
      changes: [],
      diagnostics: diagnostics.map(jsonDiagnostic),
    };
    return { report, text: '', code: exitCodeOf[outcome] };
  }
  const { service, diff, lines, diagnostics } = changes;
  printDiagnostics(terminal, diagnostics, given.quiet);
  const { entities, operations } = diff;
  const found = diagnostics.map(jsonDiagnostic);
  return {
    report: { service, changes: lines, entities, operations, diagnostics: found },
    text: lines.map((line) => `${line}\n`).join(''),
    code: isChanged(diff) ? ExitCode.look : ExitCode.done,
  };
}
