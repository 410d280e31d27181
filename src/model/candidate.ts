import type { Home } from './home.ts';
import type { Capability } from './options.ts';
import type { RawOperation } from './raw-operations.ts';
import type { Schemas } from './schema-shape.ts';
import type { Entity, OperationKind, Parameter, RequestBody } from './types.ts';

/** What is known of an operation when it is asked whether it can be served. */
export interface Candidate {
  readonly raw: RawOperation;
  readonly home: Home | undefined;
  readonly kind: OperationKind;
  readonly parameters: readonly Parameter[];
  readonly request: RequestBody | undefined;
  /** Why its answer cannot be given. */
  readonly answer: string | undefined;
  /** All that the description has. */
  readonly entities: readonly Entity[];
  readonly supports: readonly Capability[];
  readonly schemas: Schemas;
}
