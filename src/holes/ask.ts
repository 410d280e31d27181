import type { Budget } from './budget.ts';
import type { RecordEvent } from './events.ts';
import { type ModelAnswer, type ModelRequest, ProviderError } from './providers/provider.ts';

/** What it takes to ask a model and to keep account of it. */
export interface AskTools {
  /** `replayed`: known from an earlier run, and not paid for again. */
  readonly complete: (request: ModelRequest) => Promise<ModelAnswer & { replayed: boolean }>;
  readonly requestHash: (request: ModelRequest) => string;
  readonly record: RecordEvent;
  readonly budget: Budget;
}

/**
 * Asks a model. What another model may do better is told as a problem.
 *
 * @throws ProviderError when the run is aborted
 */
export async function ask(
  { complete, requestHash, record, budget }: AskTools,
  request: ModelRequest,
  {
    purpose,
    ...place
  }: { readonly hole: string; readonly round: number; readonly purpose: 'body' | 'tests' },
): Promise<{ readonly text: string } | { readonly problem: string }> {
  const common = { ...place, model: request.model, request: requestHash(request) };
  record({ type: 'generation-started', ...common, purpose });
  try {
    const { text, usage, replayed } = await complete(request);
    const cost = replayed ? 0 : budget.spend(request.model, usage);
    record({
      type: 'generated',
      ...common,
      text,
      usage,
      replayed,
      ...(cost !== undefined && { cost }),
    });
    return { text };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind === 'aborted') throw error;
    record({ type: 'generation-failed', ...common, kind: error.kind, reason: error.message });
    return { problem: error.message };
  }
}
