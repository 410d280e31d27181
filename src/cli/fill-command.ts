import { createInterface } from 'node:readline/promises';
import { fill, type FillRequest, type FillResult } from '../api/fill.ts';
import { type Refusal, refusalOf } from '../api/refusal.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import type { Contract } from '../holes/contract.ts';
import { eventLine } from '../holes/event-line.ts';
import type { RecordedEvent } from '../holes/events.ts';
import type { Decision } from '../holes/run-tools.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { type FillArguments, fillMode, fillSettings } from './fill-arguments.ts';
import { fillReportText } from './fill-report.ts';
import { printedJson } from './json-report.ts';
import { generatedService } from './service-arguments.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

/** `specwright fill`: has language models complete business logic, and keeps what passes. */
export async function fillCommand(
  names: readonly string[],
  given: FillArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const settings = fillSettings(given);
  const { mode, holes } = fillMode(names, given);
  if (given.showPrompt === true)
    return guarded(given, terminal, async () => {
      const { project, lock } = await generatedService(given, terminal);
      const { showPrompts } = await import('./show-prompt.ts');
      const asked = { holes, mode, settings: { ...project.fill, ...settings } };
      terminal.out(await showPrompts(project, lock, asked));
      return ExitCode.done;
    });
  const request = { ...asked(given, terminal, signal), holes, mode, settings };
  return ended(await fill(request), given, terminal);
}

/** What every run is asked from here. */
export const asked = (
  given: FillArguments,
  terminal: Terminal,
  signal: AbortSignal,
): FillRequest => ({
  cwd: terminal.cwd,
  out: given.out,
  config: given.config,
  signal,
  approve: approver(terminal, given),
  ...watchers(terminal, given),
});

/** Says what a run came to. */
export function ended(
  result: FillResult,
  given: Pick<FillArguments, 'json' | 'quiet'>,
  terminal: Terminal,
): number {
  if (result.outcome === 'refused') return refused(result, given, terminal);
  const { outcome: _ran, ...report } = result;
  printDiagnostics(terminal, report.diagnostics, given.quiet);
  if (given.json === true)
    terminal.out(printedJson([{ ...report, diagnostics: report.diagnostics.map(jsonDiagnostic) }]));
  else if (given.quiet !== true) terminal.out(fillReportText(report));
  if (report.ended === 'aborted') return ExitCode.interrupted;
  const isDone = report.holes.every(({ status }) => status === 'filled' || status === 'unchanged');
  return isDone ? ExitCode.done : ExitCode.look;
}

/** Turns what a person can put right into diagnostics and an exit code. */
export async function guarded(
  given: Pick<FillArguments, 'json' | 'quiet'>,
  terminal: Terminal,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    return refused(refusalOf(error), given, terminal);
  }
}

/** Says why nothing was begun. */
export function refused(
  refusal: Refusal,
  given: Pick<FillArguments, 'json' | 'quiet'>,
  terminal: Terminal,
): number {
  const { diagnostics } = refusal;
  printDiagnostics(terminal, diagnostics, given.quiet);
  if (given.json === true)
    terminal.out(
      printedJson([{ service: '', holes: [], diagnostics: diagnostics.map(jsonDiagnostic) }]),
    );
  return refusalCode(refusal);
}

export const refusalCode = ({ reason }: Refusal): number =>
  reason === 'usage' || reason === 'look' ? ExitCode[reason] : exitCodeOf[reason];

/** Asks the person at the terminal; where there is none, the run waits. */
function approver(terminal: Terminal, given: Pick<FillArguments, 'json'>) {
  return async ({ hole }: Contract, _body: string, diff: string): Promise<Decision> => {
    terminal.err(`\n${diff}\n`);
    if (!process.stdin.isTTY || given.json === true) return 'later';
    const questions = createInterface({ input: process.stdin, output: process.stderr });
    try {
      for (;;) {
        const answer = (
          await questions.question(`Keep this body of ${hole.id}? [y]es, [n]o, [l]ater: `)
        )
          .trim()
          .toLowerCase();
        if (answer === 'y' || answer === 'yes') return 'yes';
        if (answer === 'n' || answer === 'no') return 'no';
        if (answer === 'l' || answer === 'later') return 'later';
      }
    } finally {
      questions.close();
    }
  };
}

/** Says as a run goes on what is happening; on a terminal, how much of an answer has come too. */
function watchers(terminal: Terminal, { quiet = false }: Pick<FillArguments, 'quiet'>) {
  const clear = terminal.isLive ? '\r\u001b[2K' : '';
  return {
    onEvent: (event: RecordedEvent): void => {
      const line = eventLine(event);
      if (line !== undefined && !quiet) terminal.err(`${clear}${line}\n`);
    },
    ...(terminal.isLive &&
      !quiet && {
        onText: (model: string, characters: number): void =>
          terminal.err(`${clear}${model}: ${characters} characters`),
      }),
  };
}
