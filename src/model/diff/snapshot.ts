import type { Field, Generation, JsonValue, Reference, ServiceModel } from '../types.ts';
import { contractHashes } from './contract-hash.ts';

/**
 * What is remembered of a model until the next generation: enough to tell what has changed, and no
 * text that may change without meaning. Plain data in the model's order.
 */
export interface ModelSnapshot {
  readonly entities: readonly EntitySnapshot[];
  readonly operations: readonly OperationSnapshot[];
}

export interface EntitySnapshot {
  readonly name: string;
  readonly table: string;
  /** What the description says it was called before; matters in the newer of two models only. */
  readonly renamedFrom?: string;
  readonly key: readonly string[];
  readonly unique: readonly (readonly string[])[];
  readonly singleton: boolean;
  readonly fields: readonly FieldSnapshot[];
}

export interface FieldSnapshot {
  readonly name: string;
  readonly column: string;
  readonly renamedFrom?: string;
  readonly type: Field['type'];
  readonly values?: readonly string[];
  readonly required: boolean;
  readonly nullable: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly hidden: boolean;
  readonly default?: JsonValue;
  readonly generation?: Generation;
  readonly reference?: Reference;
}

export interface OperationSnapshot {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly kind: string;
  readonly status: 'live' | 'hole';
  readonly entity?: string;
  readonly deprecated: boolean;
  /** Changes when what a client may send or will get changes. */
  readonly contract: string;
}

/** The part of a model that the next generation compares itself with. */
export function modelSnapshot(model: ServiceModel): ModelSnapshot {
  const contractOf = contractHashes(model.schemas);
  return {
    entities: model.entities.map(
      ({ name, table, renamedFrom, key, unique, singleton, fields }): EntitySnapshot => ({
        name,
        table,
        ...(renamedFrom !== undefined && { renamedFrom }),
        key: key.fields,
        unique,
        singleton,
        fields: fields.map(fieldSnapshot),
      }),
    ),
    operations: model.resources
      .flatMap(({ operations }) => operations)
      .map((operation): OperationSnapshot => {
        const { id, method, path, kind, status, entity, deprecated } = operation;
        return {
          id,
          method,
          path,
          kind,
          status,
          ...(entity !== undefined && { entity }),
          deprecated,
          contract: contractOf(operation),
        };
      }),
  };
}

function fieldSnapshot(field: Field): FieldSnapshot {
  const { name, column, renamedFrom, type, values, generation, reference } = field;
  const { required, nullable, readOnly, writeOnly, hidden } = field;
  return {
    name,
    column,
    ...(renamedFrom !== undefined && { renamedFrom }),
    type,
    ...(values && { values }),
    required,
    nullable,
    readOnly,
    writeOnly,
    hidden,
    ...(field.default !== undefined && { default: field.default }),
    ...(generation && { generation }),
    ...(reference && { reference }),
  };
}
