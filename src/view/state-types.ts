import type { RecordedEvent } from '../holes/events.ts';
import type { RunTimeline } from '../holes/timeline.ts';
import type { Finding, ModelView } from './model-types.ts';

/** One file of a plan. Its text is asked for on its own. */
export interface PlannedFileView {
  readonly path: string;
  readonly action: string;
  /** Lines that come and go; absent where nothing is written. */
  readonly added?: number;
  readonly removed?: number;
}

/** What `generate` would do. */
export interface PlanView {
  /** What the plan would write, as a hash: a generation is of the plan that was seen. Absent where nothing is to be written. */
  readonly hash?: string;
  /** Whether the service's tests run before anything is written, unless one says otherwise. */
  readonly isTested: boolean;
  /** Sorted by path; the files that stay as they are left out. */
  readonly files: readonly PlannedFileView[];
  readonly unchanged: number;
  /** No file changes, but what Specwright remembers of them would. */
  readonly isOnlyMemory: boolean;
  readonly findings: readonly Finding[];
}

/** A file of a plan as a unified diff. */
export interface PatchView {
  readonly path: string;
  readonly patch: string;
}

/** A function of business logic: what it has to keep to, and how it stands. */
export interface HoleView {
  readonly id: string;
  readonly kind: 'operation' | 'around' | 'check';
  readonly state: 'open' | 'filled' | 'stale' | 'own' | 'missing';
  readonly file: string;
  /** The line of the function; absent where it is missing. */
  readonly line?: number;
  readonly reason: string;
  readonly operation?: string;
  readonly entity?: string;
  readonly rules: readonly { readonly rule: string; readonly examples: readonly string[] }[];
  readonly signature: string;
  /** Types in reach of the signature, nearest first. */
  readonly types: readonly {
    readonly name: string;
    readonly file: string;
    readonly text: string;
  }[];
  readonly body: string;
  /** Hash of the body, by which an edit says what it was made from. */
  readonly hash: string;
  readonly tests: readonly { readonly path: string; readonly text: string }[];
  /** Tests that a model proposed, and that wait for a person. */
  readonly proposed?: {
    readonly path: string;
    readonly text: string;
    /** By which a decision says what it was made on. */
    readonly hash: string;
  };
  readonly from?: { readonly provider: string; readonly model: string; readonly run: string };
  /** A body that passes and waits for a person. */
  readonly waiting?: { readonly run: string; readonly body: string; readonly diff: string };
}

/** A run of `fill` with all that was recorded. */
export interface RunView extends RunTimeline {
  readonly events: readonly RecordedEvent[];
}

/** A part of a file with conflicts: text on which both sides agree, or a place to decide. */
export type ConflictPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'conflict';
      readonly line: number;
      readonly ours: string;
      readonly base: string;
      readonly theirs: string;
    };

/** A file in which an earlier merge left places to decide. */
export interface ConflictView {
  readonly path: string;
  /** Hash of the file's bytes, by which a decision says what it was made on. */
  readonly hash: string;
  readonly parts: readonly ConflictPart[];
}

/** How a service stands to its description. */
export interface StateView {
  readonly plan: PlanView;
  readonly holes: readonly HoleView[];
  readonly runs: readonly RunTimeline[];
  readonly conflicts: readonly ConflictView[];
}

/** What a written report holds. */
export interface ReportData {
  readonly model: ModelView;
  readonly state: StateView;
  readonly patches: readonly PatchView[];
  readonly runs: readonly RunView[];
  /** Texts of {@link ModelView.sources}, where they are not too large. */
  readonly sources: readonly (string | null)[];
}

/** What the server says of a request that it refuses, and of an action that failed. */
export interface Refusal {
  readonly findings: readonly Finding[];
}

/** One line of the answer to an action. The last one says what came of it. */
export type ActionLine =
  | { readonly progress: string }
  | { readonly done: boolean; readonly message: string; readonly findings: readonly Finding[] };
