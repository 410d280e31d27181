import type { ServiceModel } from '../model/types.ts';
import type { WorkflowFile } from '../spec/arazzo/types.ts';
import type { OpenApi } from '../spec/openapi.ts';
import type { TextCache } from '../workspace/run-cache.ts';
import { visibleCode } from './encode.ts';
import { formatFiles } from './format.ts';
import { loadPack, type PackSource } from './pack/load-pack.ts';
import { type Job, renderFiles } from './render-files.ts';
import { RenderMemory } from './render-memory.ts';
import { rememberSamples } from './sampling/remembered.ts';
import { serviceDescription } from './service-description.ts';
import type { SourceFile } from './source-file.ts';
import { dropUnusedImports } from './unused-imports.ts';
import type { ServiceOptions } from './view/service-view.ts';
import { slowPatterns } from './view/slow-patterns.ts';
import { buildViews } from './views.ts';
import { filesOf, seenBy } from './wanted-files.ts';

export interface RenderOptions extends ServiceOptions, PackSource {
  /** Where formatted texts are remembered; by default nowhere. */
  readonly cache?: TextCache | undefined;
  /** Arazzo workflows, which become tests. */
  readonly workflows?: readonly WorkflowFile[];
}

/**
 * Fills a pack's templates with a model: every file of the service, formatted, in a stable order.
 *
 * @throws PackError for a pack or a template that cannot be used
 * @throws FormatError for output that is no valid source text
 */
export async function renderService(
  model: ServiceModel,
  api: OpenApi,
  options: RenderOptions,
): Promise<SourceFile[]> {
  const { cache } = options;
  if (cache) rememberSamples(model.schemas, cache);
  const { recalled, rendered } = await renderNew(model, api, options);
  const formatted = await formatFiles(rendered, { cache, prepare: dropUnusedImports });
  return [...recalled, ...formatted].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The same files as the templates write them. */
export async function renderUnformatted(
  model: ServiceModel,
  api: OpenApi,
  options: Omit<RenderOptions, 'cache'>,
): Promise<SourceFile[]> {
  const { rendered } = await renderNew(model, api, options);
  return rendered;
}

/** Files that would come out as before, formatted, and all others as the templates write them. */
async function renderNew(model: ServiceModel, api: OpenApi, options: RenderOptions) {
  const { cache } = options;
  const pack = loadPack(options);
  const views = buildViews(model, pack, slowPatterns(api), options);
  // What the helpers of others print may depend on anything.
  const memory = cache && !pack.hasForeign ? new RenderMemory(cache, pack, views) : undefined;
  const recalled: SourceFile[] = [];
  const jobs: Job[] = [];
  for (const template of pack.templates) {
    const files: { path: string; view: object }[] = [];
    for (const wanted of filesOf(template, views)) {
      const known = memory?.recall(wanted);
      if (known) recalled.push(known);
      else
        files.push({ path: wanted.path, view: memory?.watch(wanted) ?? seenBy(wanted.own, views) });
    }
    if (files.length > 0) jobs.push({ template, files });
  }
  const rendered = (await renderFiles(pack, jobs, cache)).map(visible);
  memory?.keep(rendered);
  const others = [serviceDescription(model, api), ...views.schemaFiles];
  return { recalled, rendered: [...rendered, ...others.map(visible)] };
}

const visible = ({ path, text }: SourceFile): SourceFile => ({
  path,
  text: path.endsWith('.ts') ? visibleCode(text) : text,
});
