import { conversionOf, isKept } from '../plan/convert.ts';
import { fillOf } from '../plan/fill.ts';
import type { SchemaPlan } from '../plan/plan-steps.ts';
import { type Step, tableOf } from '../plan/steps.ts';
import type { Column, Table } from '../schema/types.ts';
import { sqlIdentifier, sqlString } from '../sql.ts';
import { columnDefinition, columnList, createIndex, createTable } from './table.ts';

/**
 * The statements of a plan for SQLite, to be run in one transaction with foreign keys switched off
 * and checked at its end. What ALTER TABLE cannot do is done by making the table anew, as
 * sqlite.org/lang_altertable.html says: new table, copy, drop, rename, indexes.
 */
export function sqliteStatements(plan: SchemaPlan): string[] {
  const made = madeTables(plan);
  const anew = remadeTables(plan);
  const current = new Map(plan.current.tables.map((table) => [table.name, table]));
  const both = plan.after.tables.flatMap((after) => {
    const before = current.get(after.name);
    return before && anew.has(after.name) ? [{ before, after }] : [];
  });
  return [
    ...plan.steps.flatMap((step) => statements(step, made, anew)),
    ...both.flatMap(({ before, after }) => remake(before, after)),
    ...plan.steps.flatMap((step) => indexOf(step, anew)),
    ...both.flatMap(({ after }) =>
      after.indexes.map((index) => createIndex(after.name, index, 'sqlite')),
    ),
  ];
}

/** The index that a step brings about; tables that are made anew bring all of theirs. */
function indexOf(step: Step, anew: ReadonlySet<string>): string[] {
  if (step.do === 'create index' && !anew.has(step.table))
    return [createIndex(step.table, step.index, 'sqlite')];
  if (step.do === 'rename index' && !anew.has(step.table))
    return [createIndex(step.table, step.to, 'sqlite')];
  return [];
}

const madeTables = ({ steps }: SchemaPlan): Set<string> =>
  new Set(steps.flatMap((step) => (step.do === 'create table' ? [step.table.name] : [])));

/** Tables with a step that no ALTER TABLE of SQLite takes. */
export function remadeTables(plan: SchemaPlan): Set<string> {
  const { steps } = plan;
  const made = madeTables(plan);
  const added = new Set(
    steps.flatMap((step) =>
      step.do === 'add column' && canAdd(step.column) ? [`${step.table}\n${step.column.name}`] : [],
    ),
  );
  const isPlain = (step: Step): boolean => {
    switch (step.do) {
      case 'add column':
        return canAdd(step.column);
      case 'add check':
      case 'add reference':
        return added.has(`${step.table}\n${step.column}`);
      case 'alter column':
        return !isRewritten(step.before, step.after);
      case 'drop check':
      case 'drop reference':
      case 'drop key':
      case 'add key':
      case 'drop column':
        return false;
      default:
        return true;
    }
  };
  const gone = new Set(
    steps.flatMap((step) => (step.do === 'drop table' ? [step.table.name] : [])),
  );
  return new Set(
    steps.flatMap((step) => {
      const table = tableOf(step);
      const isOther = table === undefined || made.has(table) || gone.has(table);
      return isOther || isPlain(step) ? [] : [table];
    }),
  );
}

/** ALTER TABLE adds what may be NULL. */
const canAdd = ({ notNull, counted }: Column): boolean => !notNull && !counted;

/** Whether rows or the definition change, and not only what the values mean. */
const isRewritten = (before: Column, after: Column): boolean =>
  before.notNull !== after.notNull ||
  before.counted !== after.counted ||
  !isKept(before, after, 'sqlite');

function statements(step: Step, made: ReadonlySet<string>, anew: ReadonlySet<string>): string[] {
  const table = tableOf(step);
  const isAnew = table !== undefined && anew.has(table);
  switch (step.do) {
    case 'rename table':
      return [`alter table ${sqlIdentifier(step.from)} rename to ${sqlIdentifier(step.to)};`];
    case 'rename column':
      return [
        `alter table ${sqlIdentifier(step.table)} rename column ${sqlIdentifier(step.from)} to ${sqlIdentifier(step.to)};`,
      ];
    case 'drop table':
      return [`drop table ${sqlIdentifier(step.table.name)};`];
    case 'create table':
      return [createTable(step.table, 'sqlite', () => true)];
    case 'drop index':
      return [`drop index ${sqlIdentifier(step.index.name)};`];
    case 'rename index':
      return [`drop index ${sqlIdentifier(step.from.name)};`];
    case 'add column':
      return isAnew || made.has(step.table)
        ? []
        : [
            `alter table ${sqlIdentifier(step.table)} add column ${columnDefinition(step.column, 'sqlite', undefined, true)};`,
          ];
    case 'alter column':
      return guards(step.table, step.before, step.after);
    default:
      return [];
  }
}

/** Stops the migration when a row holds what cannot be converted. */
function guards(table: string, before: Column, after: Column): string[] {
  const guard = conversionOf(before, after, 'sqlite')?.guard;
  if (guard === undefined || before.kind === after.kind) return [];
  const name = sqlIdentifier(after.name);
  const message = `${table}.${after.name} holds a value that is no ${after.kind}`;
  return [
    `create temp table migration_guard (wrong integer, constraint ${quoted(message)} check (wrong = 0));`,
    `insert into migration_guard select count(*) from ${sqlIdentifier(table)} where ${name} is not null and not coalesce(${guard}, 0);`,
    'drop table migration_guard;',
  ];
}

const quoted = (text: string): string => `"${text.replaceAll('\0', '').replaceAll('"', '""')}"`;

/** A table anew, with its rows. */
function remake(before: Table, after: Table): string[] {
  const temporary = `${after.name}__new`;
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const copied = after.columns.flatMap((column) => {
    const value = valueOf(old.get(column.name), column);
    return value === undefined ? [] : [{ name: column.name, value }];
  });
  const { comment: _comment, ...plain } = after;
  const isCounted = (table: Table) => table.columns.some(({ counted }) => counted);
  return [
    createTable(plain, 'sqlite', () => true, temporary),
    `insert into ${sqlIdentifier(temporary)} (${columnList(copied.map(({ name }) => name))}) select ${copied.map(({ value }) => value).join(', ')} from ${sqlIdentifier(after.name)};`,
    ...(isCounted(before) && isCounted(after) ? keepCount(after.name, temporary) : []),
    `drop table ${sqlIdentifier(after.name)};`,
    `alter table ${sqlIdentifier(temporary)} rename to ${sqlIdentifier(after.name)};`,
  ];
}

/** What a row's column gets; undefined where the database sees to it. */
function valueOf(before: Column | undefined, after: Column): string | undefined {
  const fill = after.notNull && !after.counted ? fillOf(after, 'sqlite') : undefined;
  if (!before) return fill;
  const value = conversionOf(before, after, 'sqlite')?.expression ?? sqlIdentifier(after.name);
  return fill === undefined || before.notNull ? value : `coalesce(${value}, ${fill})`;
}

/** Numbers of deleted rows are not given again. */
const keepCount = (table: string, temporary: string): string[] => [
  `delete from sqlite_sequence where name = ${sqlString(temporary)};`,
  `insert into sqlite_sequence (name, seq) select ${sqlString(temporary)}, seq from sqlite_sequence where name = ${sqlString(table)};`,
];
