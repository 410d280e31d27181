import type { Column, DatabaseSchema, ForeignKey, Table } from '../schema/types.ts';
import type { Risk } from './risks.ts';

/**
 * The schema between two: everything of the newer one that is safe, and of the older one all that
 * a risk is about. Old and new instances can work on it, and no row has lost anything.
 */
export function between(
  current: DatabaseSchema,
  after: DatabaseSchema,
  risks: readonly Risk[],
): DatabaseSchema {
  const old = new Map(current.tables.map((table) => [table.name, table]));
  const isRisky = (code: Risk['code'], table: string, mark?: string) =>
    risks.some(
      (risk) =>
        risk.code === code &&
        risk.table === table &&
        (mark === undefined || risk.column === mark || risk.detail === mark),
    );
  const tables = after.tables.map((table) => {
    const was = old.get(table.name);
    if (!was) return table;
    return isRisky('SW5507', table.name) ? was : tableBetween(was, table, isRisky);
  });
  const names = new Set(tables.map(({ name }) => name));
  const dropped = current.tables.filter(({ name }) => !names.has(name)).map(kept);
  return consistent({ instant: after.instant || current.instant, tables: [...tables, ...dropped] });
}

type IsRisky = (code: Risk['code'], table: string, mark?: string) => boolean;

function tableBetween(before: Table, after: Table, isRisky: IsRisky): Table {
  const table = after.name;
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const columns = after.columns.map((column) =>
    columnBetween(table, old.get(column.name), column, isRisky),
  );
  const names = new Set(columns.map(({ name }) => name));
  return {
    ...after,
    columns: [...columns, ...before.columns.filter(({ name }) => !names.has(name)).map(unused)],
    unique: after.unique.filter((key) => !isRisky('SW5506', table, key.columns.join(', '))),
    indexes: after.indexes.filter(({ columns: parts }) =>
      parts.every(({ column }) => !isRisky('SW5503', table, column)),
    ),
  };
}

function columnBetween(
  table: string,
  before: Column | undefined,
  after: Column,
  isRisky: IsRisky,
): Column {
  const is = (code: Risk['code']) => isRisky(code, table, after.name);
  const { check: _check, reference: _reference, ...plain } = after;
  if (before && is('SW5503')) {
    const { check, ...rest } = before;
    return {
      ...rest,
      notNull: before.notNull && after.notNull,
      ...(check && { check }),
    };
  }
  const check = is('SW5505') || is('SW5509') ? loosened(before?.check, after.check) : after.check;
  const reference = is('SW5508') ? undefined : after.reference;
  return {
    ...plain,
    notNull: is('SW5504') ? false : after.notNull,
    ...(check && { check }),
    ...(reference && { reference }),
  };
}

/** A check that takes what either takes; none where that cannot be said. */
function loosened(before: Column['check'], after: Column['check']): Column['check'] {
  if (before?.kind !== 'values' || after?.kind !== 'values') return undefined;
  return { ...after, values: [...new Set([...after.values, ...before.values])] };
}

/** A column that new instances do not know: they write no value, and may delete what it refers to. */
function unused({ reference: _reference, ...column }: Column): Column {
  return { ...column, notNull: false };
}

/** A table that new instances do not know: it holds its rows, and nobody up. */
const kept = (table: Table): Table => ({
  ...table,
  columns: table.columns.map(({ reference: _reference, ...column }) => column),
});

/** Without references, unique sets and indexes that lean on what is not there. */
function consistent({ instant, tables }: DatabaseSchema): DatabaseSchema {
  const byName = new Map(tables.map((table) => [table.name, table]));
  return {
    instant,
    tables: tables.map((table) => {
      const kinds = new Map(table.columns.map(({ name, kind }) => [name, kind]));
      return {
        ...table,
        columns: table.columns.map((column) => {
          const { reference, ...rest } = column;
          const isHeld = reference && canRefer(column, reference, byName.get(reference.table));
          return isHeld ? column : rest;
        }),
        unique: table.unique.filter(({ columns }) => columns.every((name) => kinds.has(name))),
        indexes: table.indexes.filter(({ columns }) =>
          columns.every(
            ({ column, instant: isTime }) =>
              kinds.has(column) &&
              kinds.get(column) !== 'json' &&
              (!isTime || kinds.get(column) === 'date-time'),
          ),
        ),
      };
    }),
  };
}

function canRefer(column: Column, reference: ForeignKey, table: Table | undefined): boolean {
  const target = table?.columns.find(({ name }) => name === reference.column);
  const keys = [table?.primaryKey, ...(table?.unique ?? [])];
  const isUnique = keys.some(
    (key) => key?.columns.length === 1 && key.columns[0] === reference.column,
  );
  return target !== undefined && isUnique && family(target.type) === family(column.type);
}

/** PostgreSQL compares whole numbers with each other, and else like with like only. */
const family = (type: string): string => (type === 'integer' ? 'bigint' : type);
