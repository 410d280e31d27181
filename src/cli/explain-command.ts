import { resolveServices } from '../config/resolve-services.ts';
import { coverageOf } from '../model/keywords/coverage.ts';
import { ignoredFindings } from '../model/keywords/ignored.ts';
import { inferModel } from '../model/infer-model.ts';
import { readSpec } from '../spec/read-spec.ts';
import { ExitCode } from './exit-code.ts';
import { writeOverlay } from './explain-overlay.ts';
import { coverageJson, coverageText } from './explain-coverage.ts';
import { explainText } from './explain-text.ts';
import { explainJson } from './explain-json.ts';
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
): Promise<number> {
  const [service] = await resolveServices({
    cwd: terminal.cwd,
    specs: [spec],
    out: '.',
    config: given.config,
    root: given.root,
  });
  if (service === undefined) throw new Error('A named description is always one service.');
  const result = await readSpec(service.spec, { ...service, strict: false });
  if (!result.ok) {
    printDiagnostics(terminal, result.diagnostics, given.quiet);
    return ExitCode.invalid;
  }
  const { document } = result;
  const inference = inferModel(document);
  const { model, diagnostics } = inference;
  const covered =
    given.coverage === true || given.strict === true ? coverageOf(inference, document) : [];
  const ignored = given.strict === true ? ignoredFindings(covered, document) : [];
  printDiagnostics(terminal, [...document.diagnostics, ...diagnostics, ...ignored], given.quiet);
  const isJson = given.json === true;
  if (given.overlay !== undefined)
    await writeOverlay(inference, document, { ...given, overlay: given.overlay }, terminal);
  else if (given.coverage === true)
    terminal.out(isJson ? coverageJson(covered, document) : coverageText(covered, document));
  else terminal.out(isJson ? explainJson(model, document) : explainText(model, document));
  return ignored.length > 0 ? ExitCode.look : ExitCode.done;
}
