import type { SourcePointer } from '../document.ts';
import type { Schema } from '../openapi.ts';
import type { Condition } from './condition.ts';
import type { Expression } from './expression.ts';
import type { Template } from './template.ts';

/** The workflows of one Arazzo file (1.0) that are about the description. */
export interface WorkflowFile {
  /** As diagnostics name it. */
  readonly file: string;
  /** Whether its workflows are tests of their own, and not only steps of others. */
  readonly isTested: boolean;
  readonly workflows: readonly Workflow[];
}

/** Steps that are done one after the other. */
export interface Workflow {
  readonly id: string;
  readonly summary?: string;
  /** What the steps are given, as a JSON Schema; `undefined` where there is nothing. */
  readonly inputs?: Schema;
  readonly steps: readonly Step[];
  readonly outputs: Readonly<Record<string, Expression>>;
  /** Workflows that come first. */
  readonly after: readonly WorkflowReference[];
  readonly source: SourcePointer;
}

/** Names a workflow: files may have workflows of the same id. */
export interface WorkflowReference {
  readonly file: string;
  readonly id: string;
}

export type Step = RequestStep | WorkflowStep;

interface StepBase {
  readonly id: string;
  readonly description?: string;
  readonly outputs: Readonly<Record<string, Expression>>;
  readonly criteria: readonly Criterion[];
  /** Where it goes on when the criteria are met; the first that applies. None: at the next step. */
  readonly moves: readonly Move[];
  readonly source: SourcePointer;
}

/** A way from one step to another. */
export interface Move {
  /** What must hold besides. */
  readonly when: readonly Criterion[];
  /** The step; `undefined` is the end of the workflow. */
  readonly to: string | undefined;
}

/** A request to an operation of the description. */
export interface RequestStep extends StepBase {
  readonly kind: 'request';
  /** Lower case, as the description has it. */
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly SentParameter[];
  readonly body?: SentBody;
  /** Where it goes on when the criteria are not met, instead of failing. */
  readonly detours: readonly Move[];
  /** How often a failed step is done again, under which circumstances. */
  readonly retry?: { readonly limit: number; readonly when: readonly Criterion[] };
}

/** Another workflow as a step. */
export interface WorkflowStep extends StepBase {
  readonly kind: 'workflow';
  readonly workflow: WorkflowReference;
  readonly inputs: Readonly<Record<string, Template>>;
}

export interface SentParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly value: Template;
}

export interface SentBody {
  readonly contentType: string;
  readonly payload: Template;
}

/** What must hold after a step. */
export type Criterion =
  | { readonly type: 'simple'; readonly condition: Condition; readonly text: string }
  | {
      readonly type: 'regex';
      readonly context: Expression;
      readonly pattern: string;
      readonly flags: 'u' | '';
    }
  | {
      readonly type: 'jsonpath';
      readonly context: Expression;
      readonly path: string;
      /** The query is asked of a list that has the value as its one element. */
      readonly isWrapped: boolean;
    };
