import { relative } from 'node:path';
import { type PackageChange, planUpgrade, type UpgradeResult } from '../api/upgrade.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { colouredDiff } from './coloured-diff.ts';
import { ExitCode, exitCodeOf } from './exit-code.ts';
import { type GenerateArguments, refusing, selectionOf } from './generate-arguments.ts';
import { outcomeWords } from '../outcome-words.ts';
import { printedJson } from './json-report.ts';
import { count, table } from './table.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export interface UpgradeArguments extends Pick<
  GenerateArguments,
  'out' | 'config' | 'json' | 'quiet' | 'dryRun' | 'test' | 'sandbox' | 'root' | 'shard'
> {
  /** Print every line that would change. */
  readonly diff?: boolean;
}

/**
 * `specwright upgrade`: brings services to the version that runs. With `--dry-run` it says what that
 * would change, with exit code 1 when something would.
 */
export async function upgradeCommand(
  specs: readonly string[],
  given: UpgradeArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  if (given.dryRun !== true) {
    const { generateCommand } = await import('./generate-command.ts');
    return generateCommand(specs, given, terminal, signal);
  }
  const results = await refusing(given, terminal, () =>
    planUpgrade({ ...selectionOf(specs, given, terminal), signal }),
  );
  for (const result of results) {
    printDiagnostics(terminal, result.diagnostics, given.quiet);
    if (given.json === true || given.quiet === true) continue;
    terminal.out(report(result, terminal.cwd));
    const text = result.files.map(({ diff }) => diff).join('');
    if (given.diff === true) terminal.out(terminal.hasOutColours ? colouredDiff(text) : text);
  }
  if (given.json === true) terminal.out(printedJson(results.map(jsonUpgrade)));
  return Math.max(ExitCode.done, ...results.map(({ outcome }) => exitCodeOf[outcome]));
}

const jsonUpgrade = ({ out: _local, files, diagnostics, ...result }: UpgradeResult) => ({
  ...result,
  files: files.map(({ path, action, diff }) => ({ path, action, diff })),
  diagnostics: diagnostics.map(jsonDiagnostic),
});

function report(result: UpgradeResult, cwd: string): string {
  const { service, out, from, to, outcome, files, packages } = result;
  const title = `${service || 'No service'} in ${relative(cwd, out) || '.'}`;
  const generators = from === to ? `${to ?? ''}, as it was` : `${from ?? 'nothing'} → ${to ?? ''}`;
  const actions = Map.groupBy(files, ({ action }) => action);
  const plan = [...actions].map(([action, all]) => `${all.length} ${WORDS[action] ?? action}`);
  return [
    `${title}: ${outcome === 'unchanged' ? 'nothing would change' : outcomeWords[outcome]}\n`,
    table([
      ['Generator', generators],
      ...(files.length === 0
        ? []
        : [['Files', `${count(files.length, 'file')}: ${plan.join(', ')}`]]),
      ...(packages.length === 0 ? [] : [['Packages', packages.map(packageText).join(', ')]]),
    ]),
    table(files.map(({ path, action }) => [action, path])),
    files.length === 0 ? '' : 'Every line: --diff. To take it: specwright upgrade\n',
  ].join('');
}

const WORDS: Readonly<Record<string, string>> = {
  create: 'new',
  update: 'as they were generated',
  merge: 'merged with your edits',
  conflict: 'in conflict with your edits',
  delete: 'no longer generated',
};

const packageText = ({ name, before, after }: PackageChange): string =>
  before === undefined
    ? `+ ${name} ${after ?? ''}`
    : after === undefined
      ? `- ${name}`
      : `${name} ${before} → ${after}`;
