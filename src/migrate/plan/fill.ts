import type { Column } from '../schema/types.ts';
import { sqlText } from '../sql.ts';
import type { Dialect } from '../storage.ts';

/**
 * An expression that gives a row the value that a new row would get, as the service makes it.
 *
 * @returns undefined where only a person can know the value
 */
export function fillOf({ kind, fill }: Column, dialect: Dialect): string | undefined {
  if (fill === undefined) return undefined;
  switch (fill.by) {
    case 'constant':
      return literal(kind, fill.value, dialect);
    case 'version':
      return kind === 'string' ? "'1'" : '1';
    case 'uuid':
      return uuid(kind, dialect);
    case 'random':
      return random(fill, dialect);
    case 'created-at':
    case 'updated-at':
      return now(kind, dialect);
    case 'sequence':
    case 'template':
      return undefined;
  }
}

/** Whether two rows never get the same value. */
export const isFillUnique = ({ fill, counted }: Column): boolean =>
  counted || fill?.by === 'uuid' || fill?.by === 'random';

/** Whether every row gets the same value, so that no row need be read. */
export const isFillConstant = ({ fill }: Column): boolean =>
  fill?.by === 'constant' || fill?.by === 'version';

type Kind = Column['kind'];
type Value = Extract<Column['fill'], { readonly by: 'constant' }>['value'];

function literal(kind: Kind, value: Value, dialect: Dialect): string | undefined {
  if (value === null) return undefined;
  if (kind === 'json') {
    const text = sqlText(JSON.stringify(value), dialect);
    return dialect === 'postgres' ? `(${text})::json` : text;
  }
  if (kind === 'boolean' && typeof value === 'boolean')
    return dialect === 'sqlite' ? String(Number(value)) : String(value);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? sqlText(value, dialect) : undefined;
}

function uuid(kind: Kind, dialect: Dialect): string {
  if (dialect === 'postgres')
    return kind === 'uuid' ? 'gen_random_uuid()' : 'gen_random_uuid()::text';
  const hex = (bytes: number) => `lower(hex(randomblob(${bytes})))`;
  const digit = `substr('89ab', 1 + abs(random() % 4), 1)`;
  return `${hex(4)} || '-' || ${hex(2)} || '-4' || substr(${hex(2)}, 2) || '-' || ${digit} || substr(${hex(2)}, 2) || '-' || ${hex(6)}`;
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Characters one by one; on PostgreSQL from the bytes of a UUID, which nobody can guess, unlike random(). */
function random(
  {
    prefix = '',
    alphabet,
    length = alphabet === undefined ? 22 : 20,
  }: {
    readonly prefix?: string;
    readonly alphabet?: string;
    readonly length?: number;
  },
  dialect: Dialect,
): string {
  const letters = sqlText(alphabet ?? ALPHANUMERIC, dialect);
  const count = (alphabet ?? ALPHANUMERIC).length;
  const number =
    dialect === 'sqlite'
      ? `abs(random() % ${count})`
      : `(get_byte(uuid_send(gen_random_uuid()), 14) * 256 + get_byte(uuid_send(gen_random_uuid()), 15)) % ${count}`;
  const one = `substr(${letters}, 1 + ${number}, 1)`;
  return [
    ...(prefix === '' ? [] : [sqlText(prefix, dialect)]),
    ...Array.from({ length }, () => one),
  ].join(' || ');
}

/** The time of the migration, in the column's own form. */
function now(kind: Kind, dialect: Dialect): string | undefined {
  const format = (sqlite: string, postgres: string) =>
    dialect === 'sqlite'
      ? `strftime('${sqlite}', 'now')`
      : `to_char(now() at time zone 'utc', '${postgres}')`;
  switch (kind) {
    case 'date':
      return format('%Y-%m-%d', 'YYYY-MM-DD');
    case 'date-time':
    case 'string':
      return format('%Y-%m-%dT%H:%M:%fZ', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    case 'bigint':
    case 'number':
      return dialect === 'sqlite'
        ? `cast(unixepoch('subsec') * 1000 as integer)`
        : `floor(extract(epoch from now()) * 1000)::bigint`;
    default:
      return undefined;
  }
}
