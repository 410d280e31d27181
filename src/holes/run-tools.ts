import type { Entity, RuleExample } from '../model/types.ts';
import type { AskTools } from './ask.ts';
import type { Contract } from './contract.ts';
import type { TestOutcome, Verdict } from './fill-hole.ts';
import type { CountTokens } from './prompt.ts';
import type { Proposal } from './propose.ts';
import type { Provenance } from './state.ts';

/** A file as it would be. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** What a person says of a body that passes. `later`: the run waits, and can be taken up again. */
export type Decision = 'yes' | 'no' | 'later';

/** When a person is asked before a body is kept. */
export type ApprovalMode =
  /** Always. */
  | 'ask'
  /** Unless tests of the hole's own rules have passed. */
  | 'tests'
  /** Never. */
  | 'never';

/** What a run is handed by those who may touch disks, processes and the network. */
export interface RunTools extends AskTools {
  /** Judges a body in its file, whose imports are complete. */
  readonly judge: (
    file: FileText,
    name: string,
    body: string,
    lent: readonly string[],
  ) => Promise<Verdict>;
  /** Runs test files of the service with some files changed. */
  readonly test: (changed: readonly FileText[], tests: readonly string[]) => Promise<TestOutcome>;
  readonly format: (body: string) => Promise<string | undefined>;
  /** A test file of proposed examples; nothing where none can be tested. */
  readonly renderExamples: (
    contract: Contract,
    proposals: readonly Proposal[],
  ) => Promise<FileText | undefined>;
  /** Why an example cannot be tested, as a sentence; nothing when it can. */
  readonly exampleProblem: (
    contract: Contract,
    example: RuleExample,
    rule: string,
  ) => string | undefined;
  readonly approve: (contract: Contract, body: string, diff: string) => Promise<Decision>;
  /** Keeps files and where a body came from, all at once; of a person's own nothing is told. */
  readonly accept: (
    files: readonly FileText[],
    hole: string,
    provenance: Provenance | undefined,
  ) => Promise<void>;
  readonly diff: (path: string, before: string, after: string) => string;
  readonly contentHash: (text: string) => string;
  readonly count: CountTokens;
  readonly clock: () => number;
}

export interface RunRequest {
  readonly run: string;
  readonly provider: string;
  readonly contracts: readonly Contract[];
  readonly entities: readonly Entity[];
  /** The service as it stands, by path. */
  readonly tree: ReadonlyMap<string, string>;
  readonly models: readonly string[];
  readonly maxRounds: number;
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
  readonly jobs: number;
  readonly tdd: boolean;
  readonly approval: ApprovalMode;
  readonly style: string | undefined;
  /** Whether a person has written the bodies. */
  readonly isOwn: boolean;
  /** Bodies that were written before the run, for their style. */
  readonly written: readonly {
    readonly file: string;
    readonly name: string;
    readonly body: string;
  }[];
  /** Bodies that passed in an earlier part of the run and wait for approval, by hole. */
  readonly waiting: ReadonlyMap<
    string,
    { readonly body: string; readonly model: string; readonly rounds: number }
  >;
  /** Repair a filled body whose tests fail, or rewrite one towards a goal. */
  readonly mode:
    | { readonly kind: 'fill' }
    | { readonly kind: 'debug' }
    | { readonly kind: 'refactor'; readonly goal: string };
}
