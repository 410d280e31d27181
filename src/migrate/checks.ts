import { type Schemas, unwrapNull } from '../model/schema-shape.ts';
import type { Field } from '../model/types.ts';
import { sqlIdentifier, sqlString } from './sql.ts';
import type { Dialect } from './storage.ts';

/** Longer lists are left to the service's own validation. */
const MAX_VALUES = 100;

/** The condition that a column's values meet, as far as both databases can say it; NULL meets all. */
export function checkOf(field: Field, schemas: Schemas, dialect: Dialect): string | undefined {
  // Other columns see to these: the sequence starts at 1, the target of a reference has its own check.
  if (field.generation?.by === 'sequence' || field.reference) return undefined;
  const column = sqlIdentifier(field.column);
  switch (field.type) {
    case 'boolean':
      return dialect === 'sqlite' ? `${column} in (0, 1)` : undefined;
    case 'enum':
      return oneOf(column, field.values ?? []);
    case 'integer':
    case 'bigint':
    case 'number':
    case 'decimal':
      return inRange(column, field, schemas);
    default:
      return undefined;
  }
}

function oneOf(column: string, values: readonly string[]): string | undefined {
  const isPlain = values.every((value) => !/[\0\r\n]/.test(value));
  if (values.length === 0 || values.length > MAX_VALUES || !isPlain) return undefined;
  return `${column} in (${values.map(sqlString).join(', ')})`;
}

function inRange(column: string, field: Field, schemas: Schemas): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = unwrapNull(
    field.schema,
    schemas,
  ).schema;
  const bounds = [
    [minimum, '>='],
    [exclusiveMinimum, '>'],
    [maximum, '<='],
    [exclusiveMaximum, '<'],
  ] as const;
  const parts = bounds.flatMap(([bound, sign]) =>
    bound !== undefined && isExact(bound) ? [`${column} ${sign} ${bound}`] : [],
  );
  return parts.length === 0 ? undefined : parts.join(' and ');
}

/** Bounds beyond 2^53 have been rounded when the description was read. */
const isExact = (bound: number): boolean =>
  Number.isFinite(bound) && Math.abs(bound) <= Number.MAX_SAFE_INTEGER;
