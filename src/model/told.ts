import type { Schema } from '../spec/openapi.ts';
import {
  type EntityOverride,
  entityOverride,
  type OperationOverride,
  operationOverride,
  type PropertyOverride,
  propertyOverride,
} from './overrides.ts';
import type { RawOperation } from './raw-operations.ts';
import { resolved, type Schemas, unwrapNull } from './schema-shape.ts';

/** Why a choice is as it is that the description makes itself. */
export const SAID = 'the description says so in x-specwright';

/** What the description says of an operation: of its path, and stronger of itself. */
export const toldOperation = ({ item, operation }: RawOperation): OperationOverride => ({
  ...operationOverride(item['x-specwright']),
  ...operationOverride(operation['x-specwright']),
});

/** What the description says of a property: where it stands, else of the schema behind it. */
export const toldProperty = (schema: Schema, schemas: Schemas): PropertyOverride =>
  propertyOverride(unwrapNull(schema, schemas).schema['x-specwright'] ?? schema['x-specwright']);

/** What the description says of the schema that an entity is read from. */
export const toldEntity = (schema: Schema | undefined, schemas: Schemas): EntityOverride =>
  entityOverride(resolved(schema, schemas)['x-specwright']);

/** Whether two plain values say the same, whatever the order of their members. */
export function isSameChoice(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other;
  const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    left.size === right.size &&
    [...left].every(([name, value]) => right.has(name) && isSameChoice(value, right.get(name)))
  );
}
