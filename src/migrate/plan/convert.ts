import type { FieldType } from '../../model/types.ts';
import type { Column } from '../schema/types.ts';
import { sqlIdentifier } from '../sql.ts';
import type { Dialect } from '../storage.ts';
import { jsonConversion, jsonFrom } from './convert-json.ts';

/** How the values of a column become those of another type. NULL stays NULL. */
export interface Conversion {
  /** The new value, from the column. */
  readonly expression: string;
  /** What holds of every value that can be converted, where the database does not see to it. */
  readonly guard?: string;
  /** What there may be that cannot be converted, or what is lost of what can. */
  readonly risk?: string;
}

const TEXTS: ReadonlySet<FieldType> = new Set<FieldType>([
  'string',
  'date',
  'date-time',
  'uuid',
  'enum',
  'bytes',
]);
const NUMBERS: ReadonlySet<FieldType> = new Set<FieldType>([
  'integer',
  'bigint',
  'number',
  'decimal',
]);

/**
 * Converts a column's values to another type.
 *
 * @returns undefined where values of the one type say nothing in the other
 */
export function conversionOf(
  before: Column,
  after: Column,
  dialect: Dialect,
): Conversion | undefined {
  const column = sqlIdentifier(after.name);
  const [from, to] = [before.kind, after.kind];
  if (from === to) return sameKind(before, after, column);
  const converted =
    to === 'json'
      ? { expression: jsonFrom(from, column, dialect) }
      : from === 'json'
        ? jsonConversion(to, column, dialect)
        : TEXTS.has(from)
          ? fromText(from, to, column, dialect)
          : NUMBERS.has(from)
            ? fromNumber(from, to, column, dialect)
            : fromBoolean(to, column, dialect);
  return converted && cast(converted, before, after, dialect);
}

function sameKind(before: Column, after: Column, column: string): Conversion {
  if (before.type === after.type) return { expression: column };
  const expression = `${column}::${after.type}`;
  return after.type === 'integer'
    ? { expression, risk: 'numbers that do not fit into 32 bits' }
    : { expression };
}

/** PostgreSQL is told the type of what is not stored as before. */
function cast(conversion: Conversion, before: Column, after: Column, dialect: Dialect): Conversion {
  const { expression } = conversion;
  const isAsBefore = before.type === after.type && expression === sqlIdentifier(after.name);
  return dialect === 'sqlite' || isAsBefore
    ? conversion
    : { ...conversion, expression: `(${expression})::${after.type}` };
}

/** Whether rows stay as they are, whatever their values mean from now on. */
export const isKept = (before: Column, after: Column, dialect: Dialect): boolean =>
  before.type === after.type &&
  conversionOf(before, after, dialect)?.expression === sqlIdentifier(after.name);

const PATTERNS = {
  date: {
    sqlite: (column: string) => `date(${column}) is ${column}`,
    postgres: (column: string) => `${column} ~ '^\\d{4}-\\d\\d-\\d\\d$'`,
  },
  'date-time': {
    sqlite: (column: string) => `${column} like '____-__-__T%' and datetime(${column}) is not null`,
    postgres: (column: string) => `${column} ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d'`,
  },
  uuid: {
    sqlite: (column: string) =>
      `${column} like '________-____-____-____-____________' and replace(${column}, '-', '') not glob '*[^0-9a-fA-F]*' and length(replace(${column}, '-', '')) = 32`,
    postgres: (column: string) => `${column} ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`,
  },
  bytes: {
    sqlite: (column: string) => `${column} not glob '*[^A-Za-z0-9+/=]*'`,
    postgres: (column: string) => `${column} ~ '^[A-Za-z0-9+/]*=*$'`,
  },
} as const;

function fromText(
  from: FieldType,
  to: FieldType,
  column: string,
  dialect: Dialect,
): Conversion | undefined {
  const text = dialect === 'postgres' && from === 'uuid' ? `${column}::text` : column;
  // What an enum may be its check tells.
  if (to === 'string' || to === 'enum') return { expression: text };
  if (to === 'date' && from === 'date-time')
    return { expression: `substr(${text}, 1, 10)`, risk: 'the times of day, which are cut off' };
  if (to === 'date-time' && from === 'date') return { expression: `${text} || 'T00:00:00Z'` };
  if (to === 'date' || to === 'date-time' || to === 'uuid' || to === 'bytes')
    return {
      expression: to === 'uuid' && dialect === 'sqlite' ? `lower(${text})` : text,
      guard: PATTERNS[to][dialect](text),
      risk: `texts that are no ${to}`,
    };
  if (from !== 'string' && from !== 'enum') return undefined;
  if (to === 'boolean')
    return {
      expression: `${text} = 'true'`,
      guard: `${text} in ('true', 'false')`,
      risk: 'texts that are neither true nor false',
    };
  return numberFromText(to, text, dialect);
}

function numberFromText(to: FieldType, text: string, dialect: Dialect): Conversion {
  const isWhole = to === 'integer' || to === 'bigint';
  const risk = isWhole ? 'texts that are no whole number' : 'texts that are no number';
  if (dialect === 'postgres')
    return {
      expression: text,
      guard: `${text} ~ '^-?\\d+${isWhole ? '' : '(\\.\\d+)?([eE][-+]?\\d+)?'}$'`,
      risk,
    };
  const type = isWhole ? 'integer' : to === 'decimal' ? 'numeric' : 'real';
  return {
    expression: `cast(${text} as ${type})`,
    guard: isWhole
      ? `cast(cast(${text} as integer) as text) = ${text}`
      : `case when json_valid(${text}) then json_type(${text}) in ('integer', 'real') else 0 end`,
    risk,
  };
}

const SAFE = Number.MAX_SAFE_INTEGER;

function fromNumber(
  from: FieldType,
  to: FieldType,
  column: string,
  dialect: Dialect,
): Conversion | undefined {
  const isWhole = from === 'integer' || from === 'bigint';
  switch (to) {
    case 'integer':
    case 'bigint':
      return {
        expression: dialect === 'sqlite' && !isWhole ? `cast(${column} as integer)` : column,
        ...(to === 'bigint' && isWhole
          ? {}
          : {
              guard: isWhole
                ? `${column} between -${SAFE} and ${SAFE}`
                : `${column} = round(${column}) and ${column} between -${SAFE} and ${SAFE}`,
              risk: isWhole ? 'numbers beyond 2^53' : 'numbers that are not whole',
            }),
      };
    case 'number':
      return {
        expression: dialect === 'sqlite' ? `cast(${column} as real)` : column,
        ...(from === 'integer' ? {} : { risk: 'digits that a double cannot hold' }),
      };
    case 'decimal':
      // The cast of a double to numeric keeps 15 digits, its text all of them.
      return {
        expression: dialect === 'postgres' && from === 'number' ? `${column}::text` : column,
      };
    case 'string':
    case 'enum':
      return { expression: numberAsText(from, column, dialect) };
    case 'boolean':
      return {
        expression: dialect === 'sqlite' ? `cast(${column} as integer)` : `${column} <> 0`,
        guard: `${column} in (0, 1)`,
        risk: 'numbers other than 0 and 1',
      };
    default:
      return undefined;
  }
}

/** A number's digits, without the point that SQLite adds to whole ones, and all that a double has. */
export function numberAsText(from: FieldType, column: string, dialect: Dialect): string {
  if (dialect === 'postgres') return `${column}::text`;
  const whole = `cast(cast(${column} as integer) as text)`;
  if (from === 'integer' || from === 'bigint') return whole;
  const short = `cast(${column} as text)`;
  return `case when abs(${column}) < 1e15 and ${column} = cast(${column} as integer) then ${whole} when cast(${short} as real) = ${column} then ${short} else printf('%!.17g', ${column}) end`;
}

function fromBoolean(to: FieldType, column: string, dialect: Dialect): Conversion | undefined {
  if (to === 'string' || to === 'enum')
    return {
      expression: `case when ${column} is null then null when ${dialect === 'sqlite' ? `${column} = 1` : column} then 'true' else 'false' end`,
    };
  if (NUMBERS.has(to)) return { expression: dialect === 'sqlite' ? column : `${column}::integer` };
  return undefined;
}
