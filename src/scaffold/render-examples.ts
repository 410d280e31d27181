import type { Hole } from '../model/holes.ts';
import type { RuleExample, ServiceModel } from '../model/types.ts';
import { compile } from './engine.ts';
import { formatText } from './format-text.ts';
import { loadPack } from './pack/load-pack.ts';
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
  { pack, note }: { readonly pack: string; readonly note: readonly string[] },
): Promise<SourceFile | undefined> {
  const built = examplesView(path, [{ hole, rules }], model);
  const loaded = await loadPack(pack);
  const template = loaded.templates.find((one) => one.path === TEMPLATE);
  if (!built || !template) return undefined;
  const { view, imports } = built;
  const render = await compile(template, loaded.partials);
  const text = render({ ...view, imports: imports.view(), note });
  const formatted = await formatText(dropUnusedImports({ path, text }));
  return 'text' in formatted ? { path, text: formatted.text } : undefined;
}
