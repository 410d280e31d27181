import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { JsonValue } from '../types.ts';
import type { EntitySnapshot, FieldSnapshot, OperationSnapshot } from './snapshot.ts';

/** What has changed between two models, as plain data: in the newer model's order, removals last. */
export interface ModelDiff {
  readonly entities: {
    readonly added: readonly EntitySnapshot[];
    readonly removed: readonly EntitySnapshot[];
    /** Every entity that both models have, whether it has changed or not. */
    readonly kept: readonly EntityChange[];
  };
  readonly operations: {
    readonly added: readonly OperationSnapshot[];
    readonly removed: readonly OperationSnapshot[];
    readonly changed: readonly OperationChange[];
  };
  /** Renames that mean nothing or contradict each other, and removals that look like renames. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One property before and after. */
export interface Change {
  readonly what: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

export interface EntityChange {
  readonly before: EntitySnapshot;
  readonly after: EntitySnapshot;
  /** Name, table, key, unique sets, in the names of the newer model. */
  readonly changes: readonly Change[];
  readonly fields: {
    readonly added: readonly FieldSnapshot[];
    readonly removed: readonly FieldSnapshot[];
    /** Every field that both have, whether it has changed or not. */
    readonly kept: readonly FieldChange[];
  };
}

export interface FieldChange {
  readonly before: FieldSnapshot;
  readonly after: FieldSnapshot;
  readonly changes: readonly Change[];
}

export interface OperationChange {
  readonly before: OperationSnapshot;
  readonly after: OperationSnapshot;
  readonly changes: readonly Change[];
}

/** A rename that a person declares: of an entity, or of a field of one. */
export interface Rename {
  readonly entity: string;
  readonly field?: string;
  /** The new name of the entity or of the field. */
  readonly to: string;
}

/** Whether anything at all has changed. */
export const isChanged = ({ entities, operations }: ModelDiff): boolean =>
  entities.added.length > 0 ||
  entities.removed.length > 0 ||
  entities.kept.some(isEntityChanged) ||
  operations.added.length > 0 ||
  operations.removed.length > 0 ||
  operations.changed.length > 0;

export const isEntityChanged = ({ changes, fields }: EntityChange): boolean =>
  changes.length > 0 ||
  fields.added.length > 0 ||
  fields.removed.length > 0 ||
  fields.kept.some((field) => field.changes.length > 0);
