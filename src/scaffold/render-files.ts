import { openEngine, type Shared } from './engine.ts';
import type { Pack } from './pack/compose.ts';
import type { TemplateText } from './pack/layer.ts';
import type { SourceFile } from './source-file.ts';
import type { TextCache } from '../workspace/run-cache.ts';

/** One template, and the files that it makes. */
export interface Job {
  readonly template: TemplateText;
  readonly files: readonly { readonly path: string; readonly view: object }[];
}

/**
 * Fills templates. Those of others are filled in a thread of their own, which can be ended: what
 * they and their helpers do may have no end.
 *
 * @param cache where compiled templates are remembered
 * @throws PackError for a template that cannot be rendered
 */
export async function renderFiles(
  pack: Pack,
  jobs: readonly Job[],
  cache?: TextCache,
): Promise<SourceFile[]> {
  if (!pack.hasForeign) return renderHere({ partials: pack.partials, cache }, jobs);
  const { renderApart } = await import('./apart/render-apart.ts');
  return renderApart(pack, jobs);
}

/** @param onTemplate told which template is next */
export async function renderHere(
  shared: Shared,
  jobs: readonly Job[],
  onTemplate: (file: string) => void = () => undefined,
): Promise<SourceFile[]> {
  const compile = await openEngine(shared);
  const rendered: SourceFile[] = [];
  for (const { template, files } of jobs) {
    onTemplate(template.file);
    const render = await compile(template);
    for (const { path, view } of files) rendered.push({ path, text: render(view) });
  }
  return rendered;
}
