import { isSameJson, stableJson } from '../../model/diff/stable-json.ts';
import type {
  Check,
  Column,
  DatabaseSchema,
  ForeignKey,
  Index,
  KeyConstraint,
  Table,
} from '../schema/types.ts';
import type { Identity } from './identity.ts';
import { rename } from './rename.ts';
import { inOrder, type Step } from './steps.ts';

/** How one schema becomes another one. */
export interface SchemaPlan {
  readonly steps: readonly Step[];
  /** The schema that was there, once all that stays goes by its new name. */
  readonly current: DatabaseSchema;
  readonly after: DatabaseSchema;
}

/** The steps from one schema to another one. */
export function planSteps(
  before: DatabaseSchema,
  after: DatabaseSchema,
  identity: Identity,
): SchemaPlan {
  const renamed = rename(before, after, identity);
  const left = new Set(after.tables.map(({ name }) => name));
  const kept = new Set(identity.map(({ to }) => to).filter((to) => left.has(to)));
  const current = new Map(renamed.schema.tables.map((table) => [table.name, table]));
  const moved = retyped(renamed.schema, after);
  const steps = after.tables.flatMap((table) => {
    const was = kept.has(table.name) ? current.get(table.name) : undefined;
    return was ? tableSteps(was, table, moved) : createSteps(table);
  });
  const gone = renamed.schema.tables.filter(({ name }) => !kept.has(name));
  const all = inOrder([
    ...renamed.steps,
    ...(after.instant && !before.instant ? [{ do: 'create instant' } as const] : []),
    ...steps,
    ...gone.flatMap(dropSteps),
  ]);
  return { steps: all, current: renamed.schema, after };
}

/** Its references come when all tables are there; so may its indexes. */
const createSteps = (table: Table): Step[] => [
  { do: 'create table', table },
  ...table.columns.flatMap(({ name: column, reference }): Step[] =>
    reference && reference.table !== table.name
      ? [{ do: 'add reference', table: table.name, column, reference }]
      : [],
  ),
  ...table.indexes.map((index): Step => ({ do: 'create index', table: table.name, index })),
];

/** Tables that go in a circle of references can be dropped once these are gone. */
const dropSteps = (table: Table): Step[] => [
  ...table.columns.flatMap(({ name: column, reference }): Step[] =>
    reference ? [{ do: 'drop reference', table: table.name, column, reference }] : [],
  ),
  { do: 'drop table', table },
];

function tableSteps(before: Table, after: Table, moved: ReadonlySet<string>): Step[] {
  // Most tables are as they were.
  if (moved.size === 0 && isSameJson(before, after)) return [];
  const table = after.name;
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const now = new Map(after.columns.map((column) => [column.name, column]));
  const columns = after.columns.flatMap((column): Step[] => {
    const was = old.get(column.name);
    return was ? columnSteps(table, was, column, moved) : addSteps(table, column);
  });
  const dropped = before.columns.filter(({ name }) => !now.has(name));
  return [
    ...columns,
    ...dropped.flatMap((column): Step[] => [
      ...referenceSteps(table, column.name, column.reference, undefined, false),
      ...checkSteps(table, column.name, column.check, undefined),
      { do: 'drop column', table, column },
    ]),
    ...keySteps(table, before, after),
    ...indexSteps(table, before, after, moved),
  ];
}

const addSteps = (table: string, column: Column): Step[] => [
  { do: 'add column', table, column },
  ...checkSteps(table, column.name, undefined, column.check),
  ...referenceSteps(table, column.name, undefined, column.reference, false),
];

function columnSteps(
  table: string,
  before: Column,
  after: Column,
  moved: ReadonlySet<string>,
): Step[] {
  const isAltered =
    before.kind !== after.kind ||
    before.type !== after.type ||
    before.notNull !== after.notNull ||
    before.counted !== after.counted;
  const place = (column: string) => `${table}.${column}`;
  const target = after.reference && `${after.reference.table}.${after.reference.column}`;
  const isMoved = moved.has(place(after.name)) || (target !== undefined && moved.has(target));
  return [
    ...(isAltered ? [{ do: 'alter column', table, before, after } as const] : []),
    ...checkSteps(table, after.name, before.check, after.check, before.type !== after.type),
    ...referenceSteps(table, after.name, before.reference, after.reference, isMoved),
  ];
}

/** Columns whose SQL type changes: what leans on them must be away meanwhile. */
function retyped(before: DatabaseSchema, after: DatabaseSchema): Set<string> {
  const tables = new Map(before.tables.map((table) => [table.name, table]));
  return new Set(
    after.tables.flatMap((table) => {
      const was = tables.get(table.name);
      if (!was || was === table) return [];
      const types = new Map(was.columns.map(({ name, type }) => [name, type]));
      return table.columns
        .filter(({ name, type }) => types.has(name) && types.get(name) !== type)
        .map(({ name }) => `${table.name}.${name}`);
    }),
  );
}

/** Whether two constraints hold the same, whatever they are called. */
const isSame = <Constraint extends { readonly name: string }>(one: Constraint, other: Constraint) =>
  isSameJson({ ...one, name: '' }, { ...other, name: '' });

function checkSteps(
  table: string,
  column: string,
  before: Check | undefined,
  after: Check | undefined,
  isMoved = false,
): Step[] {
  if (before && after && !isMoved && isSame(before, after))
    return renames(table, before.name, after.name);
  return [
    ...(before ? [{ do: 'drop check', table, column, check: before } as const] : []),
    ...(after ? [{ do: 'add check', table, column, check: after } as const] : []),
  ];
}

function referenceSteps(
  table: string,
  column: string,
  before: ForeignKey | undefined,
  after: ForeignKey | undefined,
  isMoved: boolean,
): Step[] {
  if (before && after && !isMoved && isSame(before, after))
    return renames(table, before.name, after.name);
  return [
    ...(before ? [{ do: 'drop reference', table, column, reference: before } as const] : []),
    ...(after ? [{ do: 'add reference', table, column, reference: after } as const] : []),
  ];
}

const renames = (table: string, from: string, to: string): Step[] =>
  from === to ? [] : [{ do: 'rename constraint', table, from, to }];

function keySteps(table: string, before: Table, after: Table): Step[] {
  const keys = ({ primaryKey, unique }: Table) => [
    ...(primaryKey ? [{ primary: true, key: primaryKey }] : []),
    ...unique.map((key) => ({ primary: false, key })),
  ];
  const text = ({ primary, key }: { primary: boolean; key: KeyConstraint }) =>
    stableJson([primary, key.columns]);
  const [old, now] = [keys(before), keys(after)];
  const oldByText = new Map(old.map((key) => [text(key), key]));
  const texts = new Set(now.map(text));
  return [
    ...old
      .filter((key) => !texts.has(text(key)))
      .map((key): Step => ({ do: 'drop key', table, ...key })),
    ...now.flatMap((key): Step[] => {
      const was = oldByText.get(text(key));
      return was ? renames(table, was.key.name, key.key.name) : [{ do: 'add key', table, ...key }];
    }),
  ];
}

function indexSteps(
  table: string,
  before: Table,
  after: Table,
  moved: ReadonlySet<string>,
): Step[] {
  const text = ({ columns }: Index) => stableJson(columns);
  const isStill = ({ columns }: Index) =>
    columns.every(({ column, instant }) => !instant || !moved.has(`${table}.${column}`));
  const old = new Map(before.indexes.map((index) => [text(index), index]));
  const now = new Set(after.indexes.filter(isStill).map(text));
  return [
    ...before.indexes
      .filter((index) => !now.has(text(index)))
      .map((index): Step => ({ do: 'drop index', table, index })),
    ...after.indexes.flatMap((index): Step[] => {
      const was = isStill(index) ? old.get(text(index)) : undefined;
      if (!was) return [{ do: 'create index', table, index }];
      return was.name === index.name ? [] : [{ do: 'rename index', table, from: was, to: index }];
    }),
  ];
}
