import { type Schemas, unwrapNull } from '../model/schema-shape.ts';
import type { Field, FieldType } from '../model/types.ts';

export type Dialect = 'sqlite' | 'postgres';

/**
 * How each database stores each semantic type. What must come back to the letter is text: dates and
 * date-times keep their spelling and offset, JSON its order of members (which jsonb forgets).
 */
const STORAGE: Readonly<Record<FieldType, Readonly<Record<Dialect, string>>>> = {
  string: { sqlite: 'text', postgres: 'text' },
  integer: { sqlite: 'integer', postgres: 'bigint' },
  bigint: { sqlite: 'integer', postgres: 'bigint' },
  number: { sqlite: 'real', postgres: 'double precision' },
  decimal: { sqlite: 'numeric', postgres: 'numeric' },
  boolean: { sqlite: 'integer', postgres: 'boolean' },
  date: { sqlite: 'text', postgres: 'text' },
  'date-time': { sqlite: 'text', postgres: 'text' },
  uuid: { sqlite: 'text', postgres: 'uuid' },
  enum: { sqlite: 'text', postgres: 'text' },
  bytes: { sqlite: 'text', postgres: 'text' },
  json: { sqlite: 'text', postgres: 'json' },
};

const INT4 = 2 ** 31;

/** The SQL type of a field's column. */
export function columnType(field: Field, schemas: Schemas, dialect: Dialect): string {
  if (field.generation?.by === 'sequence') return dialect === 'postgres' ? 'bigint' : 'integer';
  if (field.type === 'integer' && dialect === 'postgres' && fitsInt4(field, schemas))
    return 'integer';
  return STORAGE[field.type][dialect];
}

function fitsInt4(field: Field, schemas: Schemas): boolean {
  const {
    format,
    minimum = -Infinity,
    maximum = Infinity,
  } = unwrapNull(field.schema, schemas).schema;
  return format === 'int32' || (minimum >= -INT4 && maximum < INT4);
}
