import type { FieldType } from '../../model/types.ts';
import type { Dialect } from '../storage.ts';
import type { Conversion } from './convert.ts';

/** A value as JSON text that says the same. */
export function jsonFrom(from: FieldType, column: string, dialect: Dialect): string {
  if (dialect === 'postgres') return `to_json(${column})`;
  if (from === 'boolean')
    return `case when ${column} is null then null when ${column} = 1 then 'true' else 'false' end`;
  return `case when ${column} is null then null else json_quote(${column}) end`;
}

const NUMBERS = ['integer', 'bigint', 'number', 'decimal'] as const;

/** Which JSON values can be values of a type: SQLite's names for them, and PostgreSQL's. */
const TYPES = {
  text: { sqlite: ['text'], postgres: 'string' },
  whole: { sqlite: ['integer'], postgres: 'number' },
  number: { sqlite: ['integer', 'real'], postgres: 'number' },
  boolean: { sqlite: ['true', 'false'], postgres: 'boolean' },
} as const;

/** JSON values that are of a plain type, as values of that type. */
export function jsonConversion(
  to: FieldType,
  column: string,
  dialect: Dialect,
): Conversion | undefined {
  const type = typeFor(to);
  if (type === undefined) return undefined;
  const risk = `JSON that is no ${to === 'string' || to === 'enum' ? 'text' : to}`;
  if (dialect === 'postgres') {
    const fits = `json_typeof(${column}) in ('${TYPES[type].postgres}', 'null')`;
    const isWhole = type === 'whole' ? ` and (${column} #>> '{}') !~ '[.eE]'` : '';
    return { expression: `${column} #>> '{}'`, guard: `${fits}${isWhole}`, risk };
  }
  const names = [...TYPES[type].sqlite, 'null'].map((name) => `'${name}'`).join(', ');
  return {
    expression: `json_extract(${column}, '$')`,
    guard: `json_type(${column}) in (${names})`,
    risk,
  };
}

function typeFor(to: FieldType): keyof typeof TYPES | undefined {
  if (to === 'string' || to === 'enum') return 'text';
  if (to === 'integer' || to === 'bigint') return 'whole';
  if (to === 'boolean') return 'boolean';
  return NUMBERS.some((number) => number === to) ? 'number' : undefined;
}
