import type { Column, DatabaseSchema, Table } from '../schema/types.ts';
import type { Identity, TableIdentity } from './identity.ts';
import type { Step } from './steps.ts';

export interface Renamed {
  /** In an order in which no name is ever taken twice. */
  readonly steps: readonly Step[];
  /** The schema after these steps: what both have goes by its new name. */
  readonly schema: DatabaseSchema;
  /** What each table and column that was there is called then, the ones without a future included. */
  readonly identity: Identity;
}

/** Gives everything of a schema that another one has too its new name. */
export function rename(before: DatabaseSchema, after: DatabaseSchema, identity: Identity): Renamed {
  const tables = newNames(
    before.tables.map(({ name }) => name),
    after.tables.map(({ name }) => name),
    new Map(identity.map(({ from, to }) => [from, to])),
  );
  const steps: Step[] = moves(tables).map(({ from, to }) => ({ do: 'rename table', from, to }));
  const known = new Map(identity.map((table) => [table.from, table]));
  const targets = new Map(after.tables.map((table) => [table.name, table]));
  const columnsOf = new Map(
    before.tables.map((table) => {
      const to = tables.get(table.name) ?? table.name;
      const kept = known.get(table.name)?.columns;
      const target = targets.get(to);
      // Most tables are the very same ones.
      const columns =
        table === target && keepsAll(table, kept)
          ? NONE
          : newNames(
              table.columns.map(({ name }) => name),
              kept ? (target?.columns ?? []).map(({ name }) => name) : [],
              new Map(kept?.map((column) => [column.from, column.to])),
            );
      for (const move of moves(columns)) steps.push({ do: 'rename column', table: to, ...move });
      return [table.name, columns] as const;
    }),
  );
  const column = (table: string, name: string) => columnsOf.get(table)?.get(name) ?? name;
  return {
    steps,
    // Mostly nothing is renamed.
    schema:
      steps.length === 0
        ? before
        : {
            instant: before.instant,
            tables: before.tables.map((table) => renamedTable(table, tables, column)),
          },
    identity: before.tables.map(({ name, columns }) => ({
      from: name,
      to: tables.get(name) ?? name,
      columns: columns.map((one) => ({ from: one.name, to: column(name, one.name) })),
    })),
  };
}

const NONE: ReadonlyMap<string, string> = new Map();

const keepsAll = ({ columns }: Table, kept: TableIdentity['columns'] = []): boolean =>
  kept.length === columns.length && kept.every(({ from, to }) => from === to);

/** New names by old ones; what has no future makes way for what takes its name. */
function newNames(
  before: readonly string[],
  after: readonly string[],
  wanted: ReadonlyMap<string, string>,
): Map<string, string> {
  const isThere = new Set(after);
  const kept = new Set(before.filter((name) => isThere.has(wanted.get(name) ?? '')));
  const taken = new Set([...after, ...[...kept].map((name) => wanted.get(name) ?? name)]);
  return new Map(
    before.map((name) => {
      if (kept.has(name)) return [name, wanted.get(name) ?? name];
      let free = name;
      for (let count = 1; taken.has(free); count++)
        free = `${name}__old${count === 1 ? '' : count}`;
      taken.add(free);
      return [name, free];
    }),
  );
}

/** Single renames; names that are handed on in a row or in a circle go by a name between. */
function moves(names: ReadonlyMap<string, string>): { from: string; to: string }[] {
  const changed = [...names].filter(([from, to]) => from !== to);
  const sources = new Set(changed.map(([from]) => from));
  const between = (to: string) => `${to}__new`;
  const direct = changed.filter(([, to]) => !sources.has(to));
  const indirect = changed.filter(([, to]) => sources.has(to));
  return [
    ...indirect.map(([from, to]) => ({ from, to: between(to) })),
    ...direct.map(([from, to]) => ({ from, to })),
    ...indirect.map(([, to]) => ({ from: between(to), to })),
  ];
}

function renamedTable(
  table: Table,
  tables: ReadonlyMap<string, string>,
  column: (table: string, name: string) => string,
): Table {
  const own = (name: string) => column(table.name, name);
  const key = <Key extends { readonly columns: readonly string[] }>(constraint: Key): Key => ({
    ...constraint,
    columns: constraint.columns.map(own),
  });
  return {
    ...table,
    name: tables.get(table.name) ?? table.name,
    columns: table.columns.map((one): Column => ({
      ...one,
      name: own(one.name),
      ...(one.reference && {
        reference: {
          ...one.reference,
          table: tables.get(one.reference.table) ?? one.reference.table,
          column: column(one.reference.table, one.reference.column),
        },
      }),
    })),
    ...(table.primaryKey && { primaryKey: key(table.primaryKey) }),
    unique: table.unique.map(key),
    indexes: table.indexes.map((index) => ({
      ...index,
      columns: index.columns.map((part) => ({ ...part, column: own(part.column) })),
    })),
  };
}
