import type { Failure } from './failure.ts';
import type { FailureKind, Usage } from './providers/provider.ts';

/** What happens in a run, as it is recorded: enough to rebuild every state and to go on. */
export type FillEvent =
  | { readonly type: 'run-started'; readonly holes: readonly string[]; readonly options: object }
  | { readonly type: 'started'; readonly hole: string; readonly contract: string }
  | {
      readonly type: 'context-scanned';
      readonly hole: string;
      readonly round: number;
      readonly tokens: number;
      readonly contextTokens: number;
      readonly left: readonly string[];
    }
  | {
      readonly type: 'generation-started';
      readonly hole: string;
      readonly round: number;
      readonly model: string;
      /** Hash of the whole request. */
      readonly request: string;
      readonly purpose: 'tests' | 'body';
    }
  | {
      readonly type: 'generated';
      readonly hole: string;
      readonly round: number;
      readonly model: string;
      readonly request: string;
      /** The answer, so that a run that goes on need not pay for it again. */
      readonly text: string;
      readonly usage: Usage;
      /** In the currency of the configured prices; absent without prices. */
      readonly cost?: number;
      /** Taken from an earlier run. */
      readonly replayed: boolean;
    }
  | {
      readonly type: 'generation-failed';
      readonly hole: string;
      readonly round: number;
      readonly model: string;
      readonly request: string;
      readonly kind: FailureKind;
      readonly reason: string;
    }
  | {
      readonly type: 'verified';
      readonly hole: string;
      readonly round: number;
      readonly body: string;
      readonly ok: boolean;
      readonly failures: readonly Failure[];
      readonly milliseconds: number;
    }
  | { readonly type: 'tests-started'; readonly hole: string; readonly round: number }
  | {
      readonly type: 'tests-completed';
      readonly hole: string;
      readonly round: number;
      readonly passed: number;
      readonly failed: number;
      readonly failures: readonly Failure[];
      readonly milliseconds: number;
    }
  | { readonly type: 'debugging'; readonly hole: string; readonly failures: readonly Failure[] }
  | { readonly type: 'fixing'; readonly hole: string; readonly round: number }
  | {
      readonly type: 'stuck';
      readonly hole: string;
      readonly round: number;
      /** What is done about it. */
      readonly then: 'afresh' | 'next-model' | 'give-up';
    }
  | { readonly type: 'all-passed'; readonly hole: string; readonly round: number }
  | {
      readonly type: 'approval-asked';
      readonly hole: string;
      readonly body: string;
      readonly diff: string;
    }
  | { readonly type: 'approved'; readonly hole: string; readonly by: 'person' | 'tests' | 'nobody' }
  | { readonly type: 'rejected'; readonly hole: string }
  | {
      readonly type: 'file-written';
      readonly hole: string;
      readonly file: string;
      /** Hash of the file's text. */
      readonly hash: string;
      readonly diff: string;
    }
  | { readonly type: 'completed'; readonly hole: string; readonly rounds: number }
  | {
      readonly type: 'failed';
      readonly hole: string;
      readonly rounds: number;
      readonly reason: string;
    }
  | { readonly type: 'run-ended'; readonly reason: 'done' | 'waiting' | 'aborted' | 'budget' };

/** An event with its place in its run. */
export type RecordedEvent = FillEvent & {
  readonly run: string;
  readonly at: string;
};

export type RecordEvent = (event: FillEvent) => void;
