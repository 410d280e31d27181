import { execFileSync } from 'node:child_process';
import { type AskedProvider, askedProvider } from '../asked-provider.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { NotReady } from '../not-ready.ts';
import { FILL_DEFAULTS } from '../fill.ts';
import type { FillConfig } from '../config/project.ts';
import { ProviderError } from '../holes/providers/provider.ts';
import { readRemarks, reviewRequest } from '../holes/review.ts';
import { ExitCode } from './exit-code.ts';
import { type FillArguments, fillSettings } from './fill-arguments.ts';
import { guarded } from './fill-command.ts';
import { printedJson } from './json-report.ts';
import { generatedService } from './service-arguments.ts';
import { count } from './table.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

/** The largest change that is sent, in characters. */
const MOST = 200_000;

/** `specwright review`: what a model has to say of the changes since the last commit. Changes nothing. */
export async function reviewCommand(
  given: FillArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  return guarded(given, terminal, async () => {
    const { project } = await generatedService(given, terminal);
    const settings = { ...project.fill, ...fillSettings(given) };
    const asked = askedProvider(fillSettings(given), project.fill, process.env);
    const diff = changesSinceCommit(project.out);
    const remarks = diff === '' ? [] : await remarksOn(diff, asked, settings, signal);
    printDiagnostics(terminal, remarks, given.quiet);
    if (given.json === true)
      terminal.out(printedJson([{ diagnostics: remarks.map(jsonDiagnostic) }]));
    else if (given.quiet !== true)
      terminal.out(
        diff === ''
          ? 'Nothing has changed since the last commit.\n'
          : `${count(remarks.length, 'remark')}\n`,
      );
    return ExitCode.done;
  });
}

/** @throws NotReady when the model gives no answer */
async function remarksOn(
  diff: string,
  { models, provider }: AskedProvider,
  { maxOutputTokens = FILL_DEFAULTS.maxOutputTokens }: FillConfig,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  const request = reviewRequest(diff, models[0] ?? '', maxOutputTokens);
  try {
    const { text } = await (await provider()).complete(request, { signal });
    const remarks = readRemarks(text, diff);
    if (remarks) return remarks;
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind === 'aborted') throw error;
    throw new NotReady([diagnostic('SW8008', 'error', error.message)]);
  }
  throw new NotReady([
    diagnostic(
      'SW8008',
      'error',
      'The answer holds no list of remarks. Ask again, or ask another model with --models.',
    ),
  ]);
}

/** What differs from the last commit in a service's folder, Specwright's own files apart. */
function changesSinceCommit(out: string): string {
  try {
    const text = execFileSync(
      'git',
      [
        '-C',
        out,
        'diff',
        'HEAD',
        '--no-color',
        '--no-ext-diff',
        '--relative',
        '--',
        '.',
        ':(exclude).specwright',
      ],
      { encoding: 'utf8', maxBuffer: 64 * 2 ** 20, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    if (text.length <= MOST) return text;
    throw new NotReady([
      diagnostic(
        'SW8008',
        'error',
        `The change has ${text.length} characters, and at most ${MOST} are sent. Commit it in parts.`,
      ),
    ]);
  } catch (error) {
    if (error instanceof NotReady) throw error;
    throw new NotReady([
      diagnostic(
        'SW8008',
        'error',
        `git cannot tell what has changed in ${out}. Is it in a repository with a commit?`,
      ),
    ]);
  }
}
