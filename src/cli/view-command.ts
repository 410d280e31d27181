import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { configError } from '../config/config-error.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { NotReady } from '../not-ready.ts';
import type { PageFiles } from '../view/page-files.ts';
import type { ServiceView } from '../view/service-view.ts';
import { systemCode } from '../workspace/workspace-error.ts';
import { ExitCode } from './exit-code.ts';
import { reportFault } from './fault.ts';
import { type FillArguments, fillSettings } from './fill-arguments.ts';
import { guarded } from './fill-command.ts';
import { printedJson } from './json-report.ts';
import { generatedService } from './service-arguments.ts';
import type { Terminal } from './terminal.ts';

export interface ViewArguments extends Pick<
  FillArguments,
  'out' | 'config' | 'json' | 'quiet' | 'baseUrl' | 'models'
> {
  readonly port?: string;
  /** Write a report instead of serving the page. */
  readonly export?: string;
}

/** `specwright view`: a page of one service, on this machine alone, until it is interrupted. */
export async function viewCommand(
  given: ViewArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const port = portOf(given);
  const settings = fillSettings(given);
  return guarded(given, terminal, async () => {
    const { project } = await generatedService(given, terminal);
    const [{ pageFiles }, { ServiceView }] = await Promise.all([
      import('../view/page-files.ts'),
      import('../view/service-view.ts'),
    ]);
    const page = await pageFiles();
    const view = new ServiceView(project);
    if (given.export !== undefined) return writeReport(given, page, view, terminal);
    const [{ servePage }, { routes }] = await Promise.all([
      import('../view/server.ts'),
      import('../view/routes.ts'),
    ]);
    const served = await servePage({
      page,
      routes: routes(view, settings),
      port,
      onFault: (error) => reportFault(error, ['view'], terminal),
    });
    if (given.json === true) terminal.out(printedJson([{ url: served.url }]));
    else terminal.out(`${served.url}\n`);
    if (given.quiet !== true && given.json !== true)
      terminal.err(
        `Open this address. It shows ${shown(project.out, terminal)} to you alone. Ctrl-C ends it.\n`,
      );
    if (!signal.aborted) await once(signal, 'abort');
    await served.close();
    return ExitCode.done;
  });
}

/** Writes the page with its data as one file. */
async function writeReport(
  { export: file = '', json, quiet }: ViewArguments,
  page: PageFiles,
  view: ServiceView,
  terminal: Terminal,
): Promise<number> {
  const { reportData, reportDocument } = await import('../view/report.ts');
  const path = resolve(terminal.cwd, file);
  const text = reportDocument(page, await reportData(view));
  try {
    await writeFile(path, text);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    const { message } = error as Error;
    throw new NotReady([
      diagnostic('SW7606', 'error', `${file} cannot be written: ${message}. Name another file.`),
    ]);
  }
  if (json === true) terminal.out(printedJson([{ report: path, bytes: Buffer.byteLength(text) }]));
  else if (quiet !== true) terminal.out(`${shown(path, terminal)}: ${sizeText(text)}\n`);
  return ExitCode.done;
}

const sizeText = (text: string): string => `${Math.ceil(Buffer.byteLength(text) / 1024)} KiB`;

const shown = (path: string, { cwd }: Terminal): string => relative(cwd, path) || '.';

/** @throws ConfigError */
function portOf({ port }: ViewArguments): number | undefined {
  if (port === undefined) return undefined;
  const number = Number(port);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw configError('SW7001', `--port wants a number up to 65535, not ${JSON.stringify(port)}.`);
}
