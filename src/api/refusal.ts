import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Outcome, RunStopped } from '../generate-result.ts';
import { NotReady } from '../not-ready.ts';
import { WorkspaceError } from '../workspace/workspace-error.ts';

/** Why nothing was begun, where a person can do something about it. */
export interface Refusal {
  readonly outcome: 'refused';
  /**
   * `usage`: the folder or a name is wrong, or the model server is not said; `look`: a person must
   * look at the service first; else how a generation would end.
   */
  readonly reason: 'usage' | 'look' | Outcome;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the caller got wrong, and not what the service is like. */
const WRONG_CALL: ReadonlySet<string> = new Set(['SW6016', 'SW8003']);

/** A refusal, of an error that has one in it; every other error is thrown on. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RunStopped) {
    const { outcome: reason, diagnostics } = error;
    return { outcome: 'refused', reason, diagnostics };
  }
  if (!(error instanceof NotReady) && !(error instanceof WorkspaceError)) throw error;
  const { diagnostics } = error;
  const isWrongCall = diagnostics.some(({ code }) => WRONG_CALL.has(code));
  return { outcome: 'refused', reason: isWrongCall ? 'usage' : 'look', diagnostics };
}
