import { createInterface } from 'node:readline/promises';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { fill, type FillReport } from '../fill.ts';
import type { FillConfig } from '../config/project.ts';
import { RunStopped } from '../generate-result.ts';
import { NotReady } from '../fill-service.ts';
import type { Contract } from '../holes/contract.ts';
import type { RecordedEvent } from '../holes/events.ts';
import type { Decision } from '../holes/run-tools.ts';
import { providerSettings } from '../holes/providers/environment.ts';
import type { ModelProvider } from '../holes/providers/provider.ts';
import { WorkspaceError } from '../workspace/workspace-error.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { type FillArguments, fillMode, fillSettings } from './fill-arguments.ts';
import { eventLine, fillReportText } from './fill-report.ts';
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
  return guarded(given, terminal, async () => {
    const { project, lock } = await generatedService(given, terminal);
    const settings = fillSettings(given, project.fill);
    const { mode, holes } = fillMode(names, given);
    if (given.showPrompt === true) {
      const { showPrompts } = await import('./show-prompt.ts');
      terminal.out(await showPrompts(project, lock, { holes, mode, settings }));
      return ExitCode.done;
    }
    const asked = askedProvider(settings, given, terminal);
    if (asked === undefined) return ExitCode.usage;
    const report = await fill(
      project,
      lock,
      { holes, mode, approval: settings.approve ?? 'tests', models: asked.models, settings },
      await asked.provider(),
      { signal, approve: approver(terminal, given), ...watchers(terminal, given) },
    );
    return ended(report, given, terminal);
  });
}

/** Says what a run came to. */
export function ended(
  report: FillReport,
  given: Pick<FillArguments, 'json' | 'quiet' | 'requireFilled'>,
  terminal: Terminal,
): number {
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
    const isKnown =
      error instanceof NotReady || error instanceof WorkspaceError || error instanceof RunStopped;
    if (!isKnown) throw error;
    printDiagnostics(terminal, error.diagnostics, given.quiet);
    if (given.json === true)
      terminal.out(
        printedJson([
          { service: '', holes: [], diagnostics: error.diagnostics.map(jsonDiagnostic) },
        ]),
      );
    if (error instanceof RunStopped) return exitCodeOf[error.outcome];
    return error.diagnostics.some(({ code }) => code === 'SW6016' || code === 'SW8003')
      ? ExitCode.usage
      : ExitCode.look;
  }
}

/** The server to ask, from the configuration and the environment; says what is missing. */
export function askedProvider(
  settings: FillConfig,
  given: Pick<FillArguments, 'baseUrl' | 'models' | 'quiet'>,
  terminal: Terminal,
): { readonly models: readonly string[]; provider(): Promise<ModelProvider> } | undefined {
  const models = settings.models ?? [];
  // What the command line says outweighs the environment, and that the configuration.
  const env = {
    ...process.env,
    ...(given.baseUrl !== undefined && { OPENAI_BASE_URL: given.baseUrl }),
    ...(given.models !== undefined && models[0] !== undefined && { OPENAI_MODEL: models[0] }),
  };
  const found = providerSettings(env, {
    ...(settings.baseUrl !== undefined && { baseURL: settings.baseUrl }),
    ...(models[0] !== undefined && { model: models[0] }),
  });
  if (!found.settings) {
    printDiagnostics(terminal, found.diagnostics, given.quiet);
    return undefined;
  }
  const { model, ...server } = found.settings;
  return {
    models: models.includes(model) ? models : [model, ...models.slice(1)],
    provider: async () => (await import('../holes/providers/openai.ts')).openaiProvider(server),
  };
}

/** Asks the person at the terminal; where there is none, the run waits. */
export function approver(terminal: Terminal, given: Pick<FillArguments, 'json'>) {
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
export function watchers(terminal: Terminal, { quiet = false }: Pick<FillArguments, 'quiet'>) {
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
