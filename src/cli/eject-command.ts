import { eject, type EjectedTemplate, type EjectResult } from '../api/eject.ts';
import { jsonDiagnostic } from '../diagnostics/reporters/json.ts';
import { ExitCode } from './exit-code.ts';
import { refusing } from './generate-arguments.ts';
import { printedJson } from './json-report.ts';
import { table } from './table.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export interface EjectArguments {
  readonly config?: string;
  readonly pack?: string;
  readonly out?: string;
  readonly all?: boolean;
  readonly upgrade?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const EXIT_CODES: Readonly<Record<EjectResult['outcome'], number>> = {
  done: ExitCode.done,
  conflict: ExitCode.look,
  refused: ExitCode.usage,
};

const WORDS: Readonly<Record<EjectedTemplate['state'], string>> = {
  pack: '',
  own: 'yours',
  current: 'ejected',
  outdated: 'ejected, and the pack has changed since: specwright eject --upgrade',
  dropped: 'ejected, and no longer in the pack',
  ejected: 'copied',
  upgraded: 'brought up to date',
  conflict: 'in conflict',
};

/** `specwright eject`: templates of the pack for a project to change. */
export async function ejectCommand(
  templates: readonly string[],
  given: EjectArguments,
  terminal: Terminal,
): Promise<number> {
  const result = await refusing(given, terminal, () =>
    eject({ ...given, cwd: terminal.cwd, templates }),
  );
  printDiagnostics(terminal, result.diagnostics, given.quiet);
  if (given.json === true) {
    const diagnostics = result.diagnostics.map(jsonDiagnostic);
    terminal.out(printedJson([{ ...result, diagnostics }]));
  } else if (given.quiet !== true && result.outcome !== 'refused') {
    const rows = result.templates.map(({ file, state }) => [
      state === 'pack' ? file : `${result.folder}/${file}`,
      WORDS[state],
    ]);
    terminal.out(rows.length === 0 ? 'Nothing was ejected.\n' : table(rows));
  }
  return EXIT_CODES[result.outcome];
}
