import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.ts';
import type { Covered } from '../model/keywords/types.ts';
import type { WrittenOverlay } from '../model/overlay-out.ts';
import type { ServiceModel } from '../model/types.ts';
import type { SourcePointer } from '../spec/document.ts';
import { select, type Selection } from './selection.ts';

export interface ExplainRequest extends Omit<Selection, 'specs' | 'out' | 'shard'> {
  readonly spec: string;
}

/** What was inferred from a description. */
export interface Explanation {
  readonly outcome: 'done';
  readonly model: ServiceModel;
  /** Every keyword of the description, and what becomes of it. Worked out when it is read. */
  readonly coverage: readonly Covered[];
  /** The choices as an OpenAPI Overlay 1.0, to be edited and applied. Worked out when it is read. */
  readonly overlay: WrittenOverlay;
  /** Keywords without effect, as errors, where the request or the configuration is strict. */
  readonly ignored: readonly Diagnostic[];
  readonly diagnostics: readonly Diagnostic[];
  /** The description's own file, as diagnostics name it. */
  readonly file: string;
  /** Where a part of the model stands in the description. */
  readonly locate: (source: SourcePointer) => SourceLocation;
}

export type ExplainResult =
  Explanation | { readonly outcome: 'invalid'; readonly diagnostics: readonly Diagnostic[] };

/**
 * Tells what is inferred from a description, and why: `specwright explain`.
 *
 * @throws ConfigError when the request or the configuration cannot be understood
 * @throws the reason of the signal when that is aborted
 */
export async function explain(request: ExplainRequest): Promise<ExplainResult> {
  const { spec, signal, ...selection } = request;
  const [service] = await select({ ...selection, signal, specs: [spec], out: '.' });
  if (service === undefined) throw new Error('A named description is always one service.');
  const [
    { readSpec },
    { inferModel },
    { SUPPORTS },
    { coverageOf },
    { overlayOf },
    { ignoredFindings },
  ] = await Promise.all([
    import('../spec/read-spec.ts'),
    import('../model/infer-model.ts'),
    import('../pipeline.ts'),
    import('../model/keywords/coverage.ts'),
    import('../model/overlay-out.ts'),
    import('../model/keywords/ignored.ts'),
  ]);
  const result = await readSpec(service.spec, { ...service, strict: false, signal });
  signal?.throwIfAborted();
  if (!result.ok) return { outcome: 'invalid', diagnostics: result.diagnostics };
  const { document } = result;
  const inference = inferModel(document, { hooks: service.hooks, supports: SUPPORTS });
  const coverage = once(() => coverageOf(inference, document));
  const overlay = once(() => overlayOf(inference, document));
  const ignored = service.strict ? ignoredFindings(coverage(), document) : [];
  return {
    outcome: 'done',
    model: inference.model,
    get coverage() {
      return coverage();
    },
    get overlay() {
      return overlay();
    },
    ignored,
    diagnostics: [...document.diagnostics, ...inference.diagnostics, ...ignored],
    file: document.file,
    locate: document.locate,
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
