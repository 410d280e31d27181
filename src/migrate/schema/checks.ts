import { type Schemas, unwrapNull } from '../../model/schema-shape.ts';
import type { Field } from '../../model/types.ts';
import type { Dialect } from '../storage.ts';
import type { Bound, Check } from './types.ts';

/** Longer lists are left to the service's own validation. */
const MAX_VALUES = 100;

/** A check without its name. */
export type Condition = Check extends infer Kind
  ? Kind extends Check
    ? Omit<Kind, 'name'>
    : never
  : never;

/** The condition that a column's values meet, as far as both databases can say it; NULL meets all. */
export function conditionOf(
  field: Field,
  schemas: Schemas,
  dialect: Dialect,
): Condition | undefined {
  // Other columns see to these: the sequence starts at 1, the target of a reference has its own check.
  if (field.generation?.by === 'sequence' || field.reference) return undefined;
  switch (field.type) {
    case 'boolean':
      return dialect === 'sqlite' ? { kind: 'values', values: [0, 1] } : undefined;
    case 'enum':
      return oneOf(field.values ?? []);
    case 'integer':
    case 'bigint':
    case 'number':
    case 'decimal':
      return inRange(field, schemas);
    default:
      return undefined;
  }
}

function oneOf(values: readonly string[]): Condition | undefined {
  const isPlain = values.every((value) => !/[\0\r\n]/.test(value));
  if (values.length === 0 || values.length > MAX_VALUES || !isPlain) return undefined;
  return { kind: 'values', values };
}

function inRange(field: Field, schemas: Schemas): Condition | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = unwrapNull(
    field.schema,
    schemas,
  ).schema;
  const all = [
    [minimum, '>='],
    [exclusiveMinimum, '>'],
    [maximum, '<='],
    [exclusiveMaximum, '<'],
  ] as const;
  const bounds = all.flatMap(([value, sign]): Bound[] =>
    value !== undefined && isExact(value) ? [{ sign, value }] : [],
  );
  return bounds.length === 0 ? undefined : { kind: 'range', bounds };
}

/** Bounds beyond 2^53 have been rounded when the description was read. */
const isExact = (bound: number): boolean =>
  Number.isFinite(bound) && Math.abs(bound) <= Number.MAX_SAFE_INTEGER;
