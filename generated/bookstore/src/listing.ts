import { type Expression, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import { type Database } from './database.ts';
import { badRequest } from './http/problem.ts';
import { derived, prepared } from './queries.ts';

export interface SortKey {
  column: string;
  direction: 'asc' | 'desc';
  /** The column may be NULL; such rows come last. */
  nullable?: boolean;
}

/** Which rows of a list: in which order, from where, and how many. */
export interface PageRequest {
  /** Ends in a unique column, so that pages neither overlap nor skip. */
  order: readonly SortKey[];
  limit?: number;
  offset?: number;
  /** Tell whether there are more, for which one row beyond the page is read. */
  more?: boolean;
  /** Where the page before ended, as {@link PageOf.next} told it. */
  cursor?: string | undefined;
}

export interface PageOf<T> {
  items: T[];
  /** The cursor of the next page; `undefined` when this is the last. */
  next: string | undefined;
  /** Whether there are more, where the request is for that too. */
  hasMore: boolean;
}

/** No list is longer, and no database counts much further. */
const FARTHEST = Number.MAX_SAFE_INTEGER;

interface Window {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** The row before a page, as the values of its order, by their index. */
type Before = Readonly<Record<string, string | number | undefined>>;

/**
 * Reads pages of a list. What `select` says is compiled once for each order and each choice of filters.
 */
export function preparedPages<Filter extends object, DB, TB extends keyof DB, Row extends object>(
  select: (database: Database, filter: Filter) => SelectQueryBuilder<DB, TB, Row>,
) {
  const inOrder = new Map<
    string,
    (database: Database, filter: Filter, window: Window, before: Before) => Promise<Row[]>
  >();
  return async (
    database: Database,
    filter: Filter,
    { order, limit, offset = 0, more = false, cursor }: PageRequest,
  ): Promise<PageOf<Row>> => {
    const name = order.map(({ column, direction }) => `${column} ${direction}`).join();
    const read =
      inOrder.get(name) ??
      prepared((database: Database, filter: Filter, window: Window, before: Before) =>
        windowed(database, select(database, filter), order, window, before),
      );
    if (inOrder.size < 20) inOrder.set(name, read);
    const window = {
      limit: limit === undefined ? undefined : Math.min(more ? limit + 1 : limit, FARTHEST),
      offset: offset > 0 ? Math.min(offset, FARTHEST) : undefined,
    };
    const before = cursor === undefined ? {} : decodeCursor(cursor, order.length);
    const rows = await read(database, filter, window, before);
    const hasMore = limit !== undefined && rows.length > limit;
    const items = hasMore ? rows.slice(0, limit) : rows;
    const last = items.at(-1);
    return { items, hasMore, next: hasMore && last ? encodeCursor(order, last) : undefined };
  };
}

function windowed<DB, TB extends keyof DB, Row extends object>(
  database: Database,
  query: SelectQueryBuilder<DB, TB, Row>,
  order: readonly SortKey[],
  { limit, offset }: Window,
  before: Before,
): SelectQueryBuilder<DB, TB, Row> {
  const compared = comparedIn(database);
  let windowed = query;
  for (const key of order) {
    const nulls = key.nullable ? sql` nulls last` : sql``;
    windowed = windowed.orderBy(sql`${compared(key)} ${sql.raw(key.direction)}${nulls}`);
  }
  if (Object.keys(before).length > 0) windowed = windowed.where(beyond(order, before, compared));
  if (limit !== undefined) windowed = windowed.limit(limit);
  if (offset === undefined) return windowed;
  // SQLite knows OFFSET only behind LIMIT.
  if (limit === undefined) windowed = windowed.limit(Number.MAX_SAFE_INTEGER);
  return windowed.offset(offset);
}

type Compared = (order: SortKey, value?: Expression<unknown>) => Expression<unknown>;

/** How a column, or a value beside it, is compared. */
const comparedIn =
  (_database: Database): Compared =>
  ({ column }, value = sql.ref(column)) =>
    value;

/** The rows that come after a given one: keyset paging, which stays exact while rows come and go. */
function beyond(
  order: readonly SortKey[],
  before: Before,
  compared: Compared,
): Expression<SqlBool> {
  return order.reduceRight<Expression<SqlBool>>(
    (rest, key, index) => {
      const column = compared(key);
      const value = before[index];
      if (value === undefined) return sql<SqlBool>`(${column} is null and ${rest})`;
      const bound = compared(key, sql.val(value));
      const past = sql<SqlBool>`${column} ${sql.raw(key.direction === 'asc' ? '>' : '<')} ${bound}`;
      if (key.nullable)
        return sql<SqlBool>`(${past} or ${column} is null or (${column} = ${bound} and ${rest}))`;
      // An index leads to the first of these; what is left out by the rest is few.
      const reached = sql<SqlBool>`${column} ${sql.raw(key.direction === 'asc' ? '>=' : '<=')} ${bound}`;
      return sql<SqlBool>`(${reached} and (${past} or ${rest}))`;
    },
    sql<SqlBool>`1 = 0`,
  );
}

function encodeCursor(order: readonly SortKey[], row: object): string {
  const columns = new Map<string, unknown>(Object.entries(row));
  const values = order.map(({ column }) => columns.get(column));
  return Buffer.from(
    JSON.stringify(values, (_key, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value,
    ),
  ).toString('base64url');
}

/** The values of the row where the page before ended; those that are NULL are left out. */
function decodeCursor(cursor: string, length: number): Before {
  const values = parseCursor(cursor);
  if (!Array.isArray(values) || values.length !== length || !values.every(isPlain))
    throw badRequest('The cursor is not one that this list gave out.');
  return Object.fromEntries(
    values.flatMap((value, index) => (value === null ? [] : [[index, value]])),
  );
}

const isPlain = (value: unknown): value is string | number | null =>
  value === null || typeof value === 'string' || typeof value === 'number';

function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
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

/** The values of a list that may be empty: null, which equals nothing, where there are none. */
export const orNone = <Value>(values: readonly Value[]): readonly (Value | null)[] =>
  values.length > 0 ? values : [null];

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
