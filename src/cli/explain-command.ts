import { configError } from '../config/config-error.ts';
import { resolveServices } from '../config/resolve-services.ts';
import { inferModel } from '../model/infer-model.ts';
import { readSpec } from '../spec/read-spec.ts';
import { ExitCode } from './exit-code.ts';
import { writeOverlay } from './explain-overlay.ts';
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
  for (const option of ['coverage', 'strict'] as const) {
    if (given[option] !== undefined)
      throw configError('SW7001', `explain --${option} is not available yet.`);
  }
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
  printDiagnostics(terminal, [...document.diagnostics, ...diagnostics], given.quiet);
  if (given.overlay !== undefined) {
    await writeOverlay(inference, document, { ...given, overlay: given.overlay }, terminal);
    return ExitCode.done;
  }
  terminal.out(given.json === true ? explainJson(model, document) : explainText(model, document));
  return ExitCode.done;
}
