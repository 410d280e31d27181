import { type Expression, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';
import { type Database, instantOf } from './database.ts';
import { badRequest } from './http/problem.ts';

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
  hasMore: boolean;
}

/** Reads one page, and one row beyond it to know whether there is another. */
export async function readPage<DB, TB extends keyof DB, Row extends object>(
  database: Database,
  query: SelectQueryBuilder<DB, TB, Row>,
  { order, limit, offset }: PageRequest,
): Promise<PageOf<Row>> {
  const compared = comparedIn(database);
  let windowed = query;
  for (const key of order) {
    const nulls = key.nullable ? sql` nulls last` : sql``;
    windowed = windowed.orderBy(sql`${compared(key)} ${sql.raw(key.direction)}${nulls}`);
  }
  if (limit !== undefined) windowed = windowed.limit(limit + 1);
  if (offset !== undefined && offset > 0) {
    // SQLite knows OFFSET only behind LIMIT.
    windowed = windowed
      .limit(limit === undefined ? Number.MAX_SAFE_INTEGER : limit + 1)
      .offset(offset);
  }
  const rows = await windowed.execute();
  const hasMore = limit !== undefined && rows.length > limit;
  const items = hasMore ? rows.slice(0, limit) : rows;
  return { items, hasMore };
}

type Compared = (order: SortKey, value?: Expression<unknown>) => Expression<unknown>;

/** How a column, or a value beside it, is compared. */
function comparedIn(database: Database): Compared {
  const instant = instantOf(database);
  return ({ column, instant: isInstant }, value = sql.ref(column)) =>
    isInstant ? instant(value) : value;
}

/** The order that a request asks for, completed by the one that leaves nothing open. */
export function orderBy(
  sorts: ReadonlyMap<string, readonly SortKey[]>,
  asked: string | readonly string[] | undefined,
  otherwise: readonly SortKey[],
  direction?: string,
): SortKey[] {
  const keys = [asked ?? []]
    .flat()
    .flatMap((text) => text.split(','))
    .filter((key) => key !== '');
  const found = keys.flatMap((key) => {
    const order = sorts.get(key.trim());
    if (!order) throw badRequest(`Nothing is sorted by ${key}.`);
    return order;
  });
  const turned = /^desc/i.test(direction ?? '')
    ? found.map((key) => ({ ...key, direction: 'desc' as const }))
    : found;
  const named = new Set(turned.map(({ column }) => column));
  return [...turned, ...otherwise.filter(({ column }) => !named.has(column))];
}

/** A number within bounds, both included. */
export const between = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/** Whether any of some columns contains a text, whatever its case. */
export const containsText = (columns: readonly string[], text: string): Expression<SqlBool> =>
  sql<SqlBool>`(${sql.join(
    columns.map((column) => like(column, `%${escapeLike(text)}%`)),
    sql` or `,
  )})`;

const like = (column: string, pattern: string): Expression<SqlBool> =>
  sql<SqlBool>`lower(${sql.ref(column)}) like lower(${pattern}) escape '!'`;

const escapeLike = (text: string): string => text.replace(/[!%_]/g, '!$&');
