import { explain } from '../api/explain.ts';
import { ExitCode } from './exit-code.ts';
import { coverageJson, coverageText } from './explain-coverage.ts';
import { explainJson } from './explain-json.ts';
import { writeOverlay } from './explain-overlay.ts';
import { explainText } from './explain-text.ts';
import { printDiagnostics, type Terminal } from './terminal.ts';

export interface ExplainArguments {
  readonly config?: string;
  readonly root?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly strict?: boolean;
  readonly coverage?: boolean;
  readonly overlay?: string;
  readonly force?: boolean;
}

/** `specwright explain`: what was inferred from a description, and why. */
export async function explainCommand(
  spec: string,
  given: ExplainArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { config, root, overlay } = given;
  const strict = given.strict === true;
  const told = await explain({ cwd: terminal.cwd, spec, config, root, strict, signal });
  printDiagnostics(terminal, told.diagnostics, given.quiet);
  if (told.outcome === 'invalid') return ExitCode.invalid;
  const isJson = given.json === true;
  if (overlay !== undefined) await writeOverlay(told, { ...given, overlay }, terminal);
  else if (given.coverage === true)
    terminal.out(isJson ? coverageJson(told.coverage, told) : coverageText(told.coverage, told));
  else terminal.out(isJson ? explainJson(told.model, told) : explainText(told.model, told));
  return told.ignored.length > 0 ? ExitCode.look : ExitCode.done;
}
