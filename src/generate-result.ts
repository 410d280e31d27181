import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { Rename } from './model/diff/types.ts';
import type { OperationKind } from './model/types.ts';
import type { SandboxName } from './sandbox/provider.ts';
import type { FileAction } from './workspace/plan.ts';
import type { OnRead } from './spec/read/read-source.ts';
import type { ServicePlan } from './workspace/plan-service.ts';

export type Stage =
  'compare' | 'read' | 'infer' | 'render' | 'migrate' | 'plan' | 'verify' | 'check' | 'write';

export interface GenerateOptions {
  /** Told when a stage begins, and of what it waits for. */
  readonly onProgress?: (stage: Stage, detail?: string) => void;
  readonly signal?: AbortSignal | undefined;
  readonly onRead?: OnRead | undefined;
  /** Told what the run is about to do to each file. Not called where nothing at all has changed. */
  readonly onPlan?: (plan: ServicePlan) => void;
  /** Plan, and write nothing. */
  readonly dryRun?: boolean;
  /** Write without checking types and tests, as while a description is being written. */
  readonly quick?: boolean;
  /** Do all the work, whatever is remembered of the last run. */
  readonly fresh?: boolean;
  /** Generate beside files that Specwright did not write. */
  readonly force?: boolean;
  /** Bring back generated files that were deleted by hand. */
  readonly restore?: boolean;
  /** Files that are no longer generated and are to be the person's own; relative to the service. */
  readonly keep?: readonly string[];
  /** Take migration steps that lose data or may fail on what rows hold. */
  readonly allowDestructive?: boolean;
  /** What was renamed since the last generation, besides what the description says. */
  readonly renames?: readonly Rename[];
  /** Write nothing, and make an outcome of its own of it when something would be written. */
  readonly check?: boolean;
}

/** How a run ended. */
export type Outcome =
  /** Written, or planned in a dry run. */
  | 'done'
  /** Everything was as it is to be. */
  | 'unchanged'
  /** With `check`: something would be written. */
  | 'drift'
  /** Done as far as possible; a person must look at the conflicts. */
  | 'conflict'
  /** A migration needs a person's answer. Nothing was written. */
  | 'undecided'
  /** The description is invalid. Nothing was written. */
  | 'invalid'
  /** What was generated failed its checks. Nothing was written. */
  | 'failed'
  /** The output folder holds somebody else's files. Nothing was written. */
  | 'refused'
  /** What was asked for does not work on this machine. Nothing was written. */
  | 'unusable'
  /** The output folder cannot be read or written. Nothing was written. */
  | 'blocked';

export interface OperationSummary {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly kind: OperationKind;
  readonly status: 'live' | 'hole' | 'filled';
  /** For a hole: why. */
  readonly reason?: string;
}

export interface TestSummary {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly { readonly name: string; readonly message: string }[];
}

/** What a run came to, as plain data. */
export interface GenerateResult {
  readonly outcome: Outcome;
  /** npm package name; empty when the description could not be read. */
  readonly service: string;
  /** Absolute path of the service's folder. */
  readonly out: string;
  readonly entities: readonly string[];
  readonly operations: readonly OperationSummary[];
  readonly files: readonly { readonly path: string; readonly action: FileAction }[];
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when no tests were run, now or before. */
  readonly tests?: TestSummary;
  /** The one that the tests ran in, if they did. */
  readonly sandbox?: SandboxName;
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>>;
}

/** Ends a run that cannot go on, for a reason that the user can do something about. */
export class RunStopped extends Error {
  readonly outcome: Outcome;
  readonly diagnostics: readonly Diagnostic[];

  constructor(outcome: Outcome, diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join('\n'));
    this.name = 'RunStopped';
    this.outcome = outcome;
    this.diagnostics = diagnostics;
  }
}
