import type { ServiceProject } from '../config/project.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type GenerateOptions, RunStopped } from '../generate-result.ts';
import type { ServiceModel } from '../model/types.ts';
import { infer, read, render } from '../pipeline.ts';
import { FormatError } from '../scaffold/format-error.ts';
import { loadPack } from '../scaffold/pack/load-pack.ts';
import { PackError } from '../scaffold/pack/pack-error.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { OnRead } from '../spec/read/read-source.ts';
import { unifiedDiff } from '../unified-diff.ts';
import { folderInput } from '../workspace/folder-state.ts';
import { onEachSave } from './on-save.ts';
import { inputsOf } from './project-inputs.ts';
import { readHash, type Watched } from './watch-files.ts';

/** What a pack makes of a description now. */
export interface Rendering {
  /** How many files; none where something is wrong. */
  readonly files: number;
  /** What has changed since the last rendering that could be made; empty for the first. */
  readonly diffs: readonly { readonly path: string; readonly diff: string }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly milliseconds: number;
}

export interface WatchPackOptions {
  readonly signal: AbortSignal;
  /** The service as the configuration has it now; undefined when that cannot be understood. */
  readonly reload: () => Promise<ServiceProject | undefined>;
  readonly onRendering: (rendering: Rendering) => void;
}

/** A description as it was read last. */
interface Described {
  readonly document: SpecDocument;
  readonly model: ServiceModel;
}

/**
 * Fills the templates of a pack, and again whenever one of them, the description or the configuration
 * is saved, until the signal aborts. Nothing is written. The description is read anew only where
 * something else than a template was saved.
 */
export async function watchPack(
  first: ServiceProject,
  { signal, reload, onRendering }: WatchPackOptions,
): Promise<void> {
  let project = first;
  let described: Described | undefined;
  const files = new Map<string, string>();
  const onRead: OnRead = (path, bytes) => files.set(path, readHash(bytes));
  let last: ReadonlyMap<string, string> | undefined;
  await onEachSave(await packInputs(project), signal, async (changed, since) => {
    if (project.config !== undefined && changed.includes(project.config))
      project = (await reload()) ?? project;
    if (changed.some((input) => !input.endsWith('/'))) described = undefined;
    try {
      described ??= await describe(project, { signal, onRead });
      const { model, document } = described;
      const rendered = await render(model, document, project);
      const now = new Map(rendered.map(({ path, text }) => [path, text]));
      const diffs = last === undefined ? [] : differences(last, now);
      last = now;
      const milliseconds = Math.round(performance.now() - since);
      onRendering({ files: rendered.length, diffs, diagnostics: [], milliseconds });
    } catch (error) {
      if (!(error instanceof RunStopped) && !(error instanceof FormatError)) throw error;
      const milliseconds = Math.round(performance.now() - since);
      onRendering({ files: 0, diffs: [], diagnostics: error.diagnostics, milliseconds });
    }
    return new Map([...(await packInputs(project)), ...files]);
  });
}

async function describe(
  project: ServiceProject,
  reading: Pick<GenerateOptions, 'signal' | 'onRead'>,
): Promise<Described> {
  const document = await read(project, reading);
  const { model } = await infer(document, project);
  return { document, model };
}

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Rendering['diffs'] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (old === now) return [];
    const change = {
      path,
      ...(old !== undefined && { before: old }),
      ...(now !== undefined && { after: now }),
    };
    return [{ path, diff: unifiedDiff(change) }];
  });
}

/** What decides a rendering; of a pack that cannot be read, what the project names. */
async function packInputs(project: ServiceProject): Promise<Watched> {
  const named = inputsOf(project);
  try {
    const { folders, packages } = loadPack(project);
    return new Map([
      ...named,
      ...[...folders, ...packages].map((folder) => [folderInput(folder), undefined] as const),
    ]);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return named;
  }
}
