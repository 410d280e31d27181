import type { SourceFile } from '../scaffold/source-file.ts';
import type { FileStates } from './file-state.ts';
import type { Inputs } from './inputs.ts';
import type { Lock } from './lockfile.ts';
import type { FindRenames } from './moves.ts';
import type { Merge } from './plan.ts';

/** What a service is to become, and what it is made from. */
export interface PlanRequest {
  /** Absolute path of the service's folder. */
  readonly service: string;
  readonly name: string;
  readonly generator: string;
  /** See `Lock`. */
  readonly pack?: string | undefined;
  readonly options: string;
  readonly inputs: Inputs;
  readonly pristine: readonly SourceFile[];
  /** What the next generation must know of this one to migrate from it; kept beside the pristine texts. */
  readonly schema?: string | undefined;
  /** Generate beside files that Specwright did not write; none of them is touched. */
  readonly force: boolean;
  readonly restore: boolean;
  /** Files that are no longer generated and that a person means to keep. */
  readonly keep?: readonly string[];
  /** What `check` is to fail on, where the configuration says so. */
  readonly failOn?: readonly string[] | undefined;
  readonly merge?: Merge | undefined;
  /** Asks git where files went. */
  readonly findRenames?: FindRenames;
  /** What the lock is to say of accepted bodies; as before unless told. */
  readonly holes?: Lock['holes'];
  /** Hash of the contract that a function of business logic has now. */
  readonly contracts?: ((name: string) => string | undefined) | undefined;
  /** What the last run on this machine found of the service's files: those at rest are not read. */
  readonly known?: FileStates | undefined;
  /** Paths in diagnostics are relative to it. */
  readonly cwd: string;
}
