/** What the page shows of a description: plain data, with every place looked up. */

/** A place in one of {@link ModelView.sources}. Lines and columns count from 1. */
export interface Place {
  /** Index into {@link ModelView.sources}. */
  readonly source: number;
  readonly line: number;
  readonly column: number;
}

/** A choice of the inference, and what led to it. */
export interface Told {
  readonly choice: string;
  readonly because: string;
  readonly confidence: 'certain' | 'likely' | 'unsure';
  readonly place?: Place;
}

/** A finding for a person. */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface FieldView {
  readonly name: string;
  readonly column: string;
  readonly type: string;
  readonly isKey: boolean;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly hidden: boolean;
  readonly values?: readonly string[];
  readonly description?: string;
  /** As JSON. */
  readonly default?: string;
  /** What the service puts in: `uuid`, `sequence`. */
  readonly generated?: string;
  readonly reference?: {
    readonly entity: string;
    readonly field: string;
    readonly many: boolean;
    readonly onDelete: 'cascade' | 'restrict';
  };
  readonly evidence: readonly Told[];
  readonly place?: Place;
}

export interface EntityView {
  readonly name: string;
  readonly label: string;
  readonly table: string;
  readonly singleton: boolean;
  readonly description?: string;
  readonly fields: readonly FieldView[];
  readonly unique: readonly (readonly string[])[];
  readonly rules: readonly string[];
  readonly evidence: readonly Told[];
  readonly place?: Place;
}

export interface OperationView {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly kind: string;
  readonly status: 'live' | 'hole';
  readonly reason?: string;
  readonly resource: string;
  readonly entity?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly role: string;
    readonly required: boolean;
    readonly field?: string;
  }[];
  readonly responses: readonly { readonly status: string; readonly description: string }[];
  /** Alternatives, as `token (agent)`. */
  readonly security: readonly string[];
  readonly page?: string;
  readonly rules: readonly string[];
  /** Functions of business logic that it runs. */
  readonly holes: readonly string[];
  readonly evidence: readonly Told[];
  readonly place?: Place;
}

/** What was inferred from a description. */
export interface ModelView {
  readonly service: string;
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly entities: readonly EntityView[];
  readonly operations: readonly OperationView[];
  /** Files of the description, relative to the working directory. */
  readonly sources: readonly string[];
  readonly findings: readonly Finding[];
}
