import { relative } from 'node:path';
import { select } from '../api/selection.ts';
import { ConfigError } from '../config/config-error.ts';
import type { ServiceProject } from '../config/project.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { type Rendering, watchPack } from '../watch/watch-pack.ts';
import { colouredDiff } from './coloured-diff.ts';
import { ExitCode } from './exit-code.ts';
import { refusing, selectionOf, type WatchingArguments } from './generate-arguments.ts';
import { count } from './table.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

/** `specwright dev-pack`: what a pack makes, at each save of a template, until it is interrupted. */
export async function devPackCommand(
  specs: readonly string[],
  given: WatchingArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  // Nothing is written, so that a description needs no folder.
  const out = given.out ?? (specs.length > 0 ? '.' : undefined);
  const chosen = () =>
    select(selectionOf(specs, { ...given, ...(out !== undefined && { out }) }, terminal));
  const services = await refusing(given, terminal, chosen);
  await Promise.all(
    services.map((service) =>
      watchPack(service, {
        signal,
        reload: () => reload(service.spec, chosen, terminal),
        onRendering: (rendering) => show(rendering, service, given, terminal),
      }),
    ),
  );
  return ExitCode.done;
}

/** What the configuration says now; a mistake in it is told, and the watch goes on. */
async function reload(
  spec: string,
  chosen: () => Promise<readonly ServiceProject[]>,
  terminal: Terminal,
): Promise<ServiceProject | undefined> {
  try {
    return (await chosen()).find((service) => service.spec === spec);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    printDiagnostics(terminal, error.diagnostics);
    return undefined;
  }
}

function show(
  { files, diffs, diagnostics, milliseconds }: Rendering,
  { spec }: ServiceProject,
  given: WatchingArguments,
  terminal: Terminal,
): void {
  const name = relative(terminal.cwd, spec);
  printDiagnostics(terminal, diagnostics, given.quiet);
  if (given.json === true) {
    const found = diagnostics.map(jsonDiagnostic);
    terminal.out(
      `${JSON.stringify({ spec: name, files, diffs, diagnostics: found, milliseconds })}\n`,
    );
    return;
  }
  const text = diffs.map(({ diff }) => diff).join('');
  terminal.out(terminal.hasOutColours ? colouredDiff(text) : text);
  if (given.quiet === true) return;
  const told =
    files === 0
      ? 'nothing was rendered'
      : `${count(files, 'file')} rendered, ${diffs.length} changed, in ${milliseconds} ms`;
  terminal.err(`${name}: ${told}; watching\n`);
}
