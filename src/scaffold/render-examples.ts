import type { Hole } from '../model/holes.ts';
import type { RuleExample, ServiceModel } from '../model/types.ts';
import { formatText } from './format-text.ts';
import { loadPack, type PackSource } from './pack/load-pack.ts';
import { renderFiles } from './render-files.ts';
import type { SourceFile } from './source-file.ts';
import { dropUnusedImports } from './unused-imports.ts';
import { examplesView } from './view/rule-test-view.ts';

const TEMPLATE = 'tests/rules/[resource].test.ts';

/**
 * A test file of examples that somebody proposes for one hole.
 *
 * @param note what stands at the top of the file, as lines
 * @returns nothing where no example can be tested
 */
export async function renderExamples(
  path: string,
  hole: Hole,
  rules: readonly { readonly rule: string; readonly examples: readonly RuleExample[] }[],
  model: ServiceModel,
  source: PackSource,
  note: readonly string[],
): Promise<SourceFile | undefined> {
  const built = examplesView(path, [{ hole, rules }], model);
  const pack = loadPack(source);
  const template = pack.templates.find((one) => one.path === TEMPLATE);
  if (!built || !template) return undefined;
  const { view, imports } = built;
  const whole = { ...view, imports: imports.view(), note };
  const [file] = await renderFiles(pack, [{ template, files: [{ path, view: whole }] }]);
  if (!file) return undefined;
  const formatted = await formatText(dropUnusedImports(file));
  return 'text' in formatted ? { path, text: formatted.text } : undefined;
}
