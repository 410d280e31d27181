import { type Expression, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import { type Database, instantOf } from './database.ts';
import { badRequest } from './http/problem.ts';
import { derived, prepared } from './queries.ts';

export interface SortKey {
  column: string;
  direction: 'asc' | 'desc';
  /** The column may be NULL; such rows come last. */
  nullable?: boolean;
  /** The column holds date-times, which compare as points in time and not as text. */
  instant?: boolean;
}

/** Which rows of a list: in which order, from where, and how many. */
export interface PageRequest {
  /** Ends in a unique column, so that pages neither overlap nor skip. */
  order: readonly SortKey[];
  limit?: number;
  offset?: number;
}

export interface PageOf<T> {
  items: T[];
}

/** No list is longer, and no database counts much further. */
const FARTHEST = Number.MAX_SAFE_INTEGER;

interface Window {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/**
 * Reads pages of a list. What `select` says is compiled once for each order and each choice of filters.
 */
export function preparedPages<Filter extends object, DB, TB extends keyof DB, Row extends object>(
  select: (database: Database, filter: Filter) => SelectQueryBuilder<DB, TB, Row>,
) {
  const inOrder = new Map<
    string,
    (database: Database, filter: Filter, window: Window) => Promise<Row[]>
  >();
  return async (
    database: Database,
    filter: Filter,
    { order, limit, offset = 0 }: PageRequest,
  ): Promise<PageOf<Row>> => {
    const name = order.map(({ column, direction }) => `${column} ${direction}`).join();
    const read =
      inOrder.get(name) ??
      prepared((database: Database, filter: Filter, window: Window) =>
        windowed(database, select(database, filter), order, window),
      );
    if (inOrder.size < 20) inOrder.set(name, read);
    const window = {
      limit: limit === undefined ? undefined : Math.min(limit, FARTHEST),
      offset: offset > 0 ? Math.min(offset, FARTHEST) : undefined,
    };
    const rows = await read(database, filter, window);
    return { items: rows };
  };
}

function windowed<DB, TB extends keyof DB, Row extends object>(
  database: Database,
  query: SelectQueryBuilder<DB, TB, Row>,
  order: readonly SortKey[],
  { limit, offset }: Window,
): SelectQueryBuilder<DB, TB, Row> {
  const compared = comparedIn(database);
  let windowed = query;
  for (const key of order) {
    const nulls = key.nullable ? sql` nulls last` : sql``;
    windowed = windowed.orderBy(sql`${compared(key)} ${sql.raw(key.direction)}${nulls}`);
  }
  if (limit !== undefined) windowed = windowed.limit(limit);
  if (offset === undefined) return windowed;
  // SQLite knows OFFSET only behind LIMIT.
  if (limit === undefined) windowed = windowed.limit(Number.MAX_SAFE_INTEGER);
  return windowed.offset(offset);
}

type Compared = (order: SortKey, value?: Expression<unknown>) => Expression<unknown>;

/** How a column, or a value beside it, is compared. */
function comparedIn(database: Database): Compared {
  const instant = instantOf(database);
  return ({ column, instant: isInstant }, value = sql.ref(column)) =>
    isInstant ? instant(value) : value;
}

/** Orders by what they are called. */
type Sorts = ReadonlyMap<string, readonly SortKey[]>;

/** The order that a request asks for, completed by the one that leaves nothing open. */
export function orderBy(
  sorts: Sorts,
  asked: string | readonly string[] | undefined,
  otherwise: readonly SortKey[],
  direction?: string,
): SortKey[] {
  const keys = [asked ?? []]
    .flat()
    .flatMap((text) => (sorts.has(text) ? text : keysIn(text)))
    .filter((key) => key !== '');
  const found = keys.flatMap((key) => orderNamed(sorts, key));
  const turned = /^desc/i.test(direction ?? '')
    ? found.map((key) => ({ ...key, direction: 'desc' as const }))
    : found;
  const named = new Set(turned.map(({ column }) => column));
  return [...turned, ...otherwise.filter(({ column }) => !named.has(column))];
}

/** `name,desc,size` is by name, the greatest first, and by size then. */
const keysIn = (text: string): string[] =>
  text
    .replace(/,(asc|desc)(?=,|$)/gi, ':$1')
    .split(',')
    .map((key) => key.trim());

/** The order that goes by a key; `-name` and `name:desc` turn that of `name`. */
function orderNamed(sorts: Sorts, key: string): readonly SortKey[] {
  const own = sorts.get(key);
  if (own) return own;
  const [, sign, name = '', direction = ''] = /^([-+]?)(.+?)(?::(asc|desc))?$/i.exec(key) ?? [];
  const order = sorts.get(name);
  if (!order) throw badRequest(`Nothing is sorted by ${key}.`);
  const isTurned = sign === '-' || direction.toLowerCase() === 'desc';
  return isTurned ? order.map((one) => ({ ...one, direction: 'desc' })) : order;
}

/** A number within bounds, both included. */
export const between = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/** Whether any of some columns contains a text, whatever its case. */
export const containsText = (columns: readonly string[], text: string): Expression<SqlBool> =>
  sql<SqlBool>`(${sql.join(
    columns.map((column) =>
      like(
        column,
        derived(text, (known) => `%${escapeLike(known)}%`),
      ),
    ),
    sql` or `,
  )})`;

const like = (column: string, pattern: string): Expression<SqlBool> =>
  sql<SqlBool>`lower(${sql.ref(column)}) like lower(${pattern}) escape '!'`;

const escapeLike = (text: string): string => text.replace(/[!%_]/g, '!$&');

/** A point in time as the service itself writes it, so that texts compare as times do. */
export function timeText(time: string): string {
  const instant = new Date(time);
  if (Number.isNaN(instant.getTime())) throw badRequest(`${time} is no point in time.`);
  return instant.toISOString();
}
