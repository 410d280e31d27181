import { relative } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import type { ServiceProject } from '../config/project.ts';
import type { GenerateResult } from '../generate-result.ts';
import { outcomeWords } from '../outcome-words.ts';
import { RunningService } from '../watch/running-service.ts';
import { watchService } from '../watch/watch-service.ts';
import { ExitCode } from './exit-code.ts';
import { askedFor, type GenerateArguments, type WatchingArguments } from './generate-arguments.ts';
import { jsonReport } from './json-report.ts';
import { count } from './table.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export interface WatchArguments extends WatchingArguments, Pick<GenerateArguments, 'sandbox'> {
  /** Check types and run the tests before each write. */
  readonly test?: boolean;
  /** Run the service too. */
  readonly serve?: boolean;
}

/** `specwright watch`: generates at each save, until it is interrupted. */
export async function watchCommand(
  specs: readonly string[],
  given: WatchArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const services = await askedFor(specs, given, terminal);
  await Promise.all(services.map((service) => watchOne(service, specs, given, terminal, signal)));
  return ExitCode.done;
}

async function watchOne(
  project: ServiceProject,
  specs: readonly string[],
  given: WatchArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const name = relative(terminal.cwd, project.out) || '.';
  const say = (text: string) => {
    if (given.quiet !== true) terminal.err(`${name}: ${text}\n`);
  };
  const running = given.serve === true ? new RunningService(project.out, say) : undefined;
  try {
    await watchService(project, {
      test: given.test === true,
      signal,
      reload: () => reload(project.out, specs, given, terminal),
      onResult: async (result, _changed, milliseconds) => {
        printDiagnostics(terminal, result.diagnostics, given.quiet);
        if (given.json === true) terminal.out(`${JSON.stringify(jsonReport(result))}\n`);
        else if (given.quiet !== true) terminal.out(line(name, result, milliseconds));
        const isReady = result.outcome === 'done' || result.outcome === 'unchanged';
        if (isReady && (result.outcome === 'done' || running?.pid === undefined))
          await running?.restart();
        say('watching');
      },
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await running?.stop();
  }
}

/** What the configuration says of a service now; a mistake in it is told, and the watch goes on. */
async function reload(
  out: string,
  specs: readonly string[],
  given: WatchArguments,
  terminal: Terminal,
): Promise<ServiceProject | undefined> {
  try {
    return (await askedFor(specs, given, terminal)).find((service) => service.out === out);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    printDiagnostics(terminal, error.diagnostics);
    return undefined;
  }
}

/** One line of what a run came to: `service: done in 212 ms: 3 files written`. */
function line(name: string, result: GenerateResult, milliseconds: number): string {
  const { outcome, files } = result;
  const written = files.filter(
    ({ action }) => !['unchanged', 'keep', 'deleted'].includes(action),
  ).length;
  const told = outcome === 'done' ? `, ${count(written, 'file')} written` : '';
  return `${name}: ${outcomeWords[outcome]} in ${milliseconds} ms${told}\n`;
}
