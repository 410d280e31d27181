import { conversionOf, isKept } from '../plan/convert.ts';
import { fillOf, isFillConstant } from '../plan/fill.ts';
import type { SchemaPlan } from '../plan/plan-steps.ts';
import type { Step } from '../plan/steps.ts';
import type { Column } from '../schema/types.ts';
import { sqlIdentifier, sqlString } from '../sql.ts';
import {
  addReference,
  columnDefinition,
  columnList,
  condition,
  CREATE_INSTANT,
  createIndex,
  createTable,
} from './table.ts';
import { untangled } from './untangle.ts';

/** The statements of a plan for PostgreSQL, to be run in one transaction. */
export const postgresStatements = ({ steps }: SchemaPlan): string[] =>
  untangled(steps).flatMap(statements);

const alter = (table: string, what: string): string =>
  `alter table ${sqlIdentifier(table)} ${what};`;

const dropConstraint = (table: string, name: string): string[] => [
  alter(table, `drop constraint ${sqlIdentifier(name)}`),
];

function statements(step: Step): string[] {
  switch (step.do) {
    case 'rename table':
      return [alter(step.from, `rename to ${sqlIdentifier(step.to)}`)];
    case 'rename column':
      return [
        alter(step.table, `rename column ${sqlIdentifier(step.from)} to ${sqlIdentifier(step.to)}`),
      ];
    case 'create instant':
      return [CREATE_INSTANT];
    case 'drop reference':
      return dropConstraint(step.table, step.reference.name);
    case 'add reference':
      return [addReference(step.table, step.column, step.reference)];
    case 'drop index':
      return [`drop index ${sqlIdentifier(step.index.name)};`];
    case 'create index':
      return [createIndex(step.table, step.index, 'postgres')];
    case 'drop check':
      return dropConstraint(step.table, step.check.name);
    case 'add check':
      return [
        alter(
          step.table,
          `add constraint ${sqlIdentifier(step.check.name)} check (${condition({ name: step.column }, step.check)})`,
        ),
      ];
    case 'drop key':
      return dropConstraint(step.table, step.key.name);
    case 'add key':
      return [
        alter(
          step.table,
          `add constraint ${sqlIdentifier(step.key.name)} ${step.primary ? 'primary key' : 'unique'} (${columnList(step.key.columns)})`,
        ),
      ];
    case 'drop table':
      return [`drop table ${sqlIdentifier(step.table.name)};`];
    case 'create table':
      return [createTable(step.table, 'postgres', () => false)];
    case 'rename constraint':
      return [
        alter(
          step.table,
          `rename constraint ${sqlIdentifier(step.from)} to ${sqlIdentifier(step.to)}`,
        ),
      ];
    case 'rename index':
      return [
        `alter index ${sqlIdentifier(step.from.name)} rename to ${sqlIdentifier(step.to.name)};`,
      ];
    case 'add column':
      return addColumn(step.table, step.column);
    case 'drop column':
      return [alter(step.table, `drop column ${sqlIdentifier(step.column.name)}`)];
    case 'alter column':
      return alterColumn(step.table, step.before, step.after);
  }
}

/** A value that all rows share needs no rewriting of the table: PostgreSQL remembers it. */
function addColumn(table: string, column: Column): string[] {
  const { check: _check, reference: _reference, ...plain } = column;
  const fill = column.counted ? undefined : fillOf(column, 'postgres');
  const define = (one: Column, more = '') =>
    alter(table, `add column ${columnDefinition(one, 'postgres', undefined, false)}${more}`);
  if (!column.notNull || fill === undefined) return [define(plain)];
  const name = sqlIdentifier(column.name);
  if (isFillConstant(column))
    return [define(plain, ` default ${fill}`), alter(table, `alter column ${name} drop default`)];
  return [
    define({ ...plain, notNull: false }),
    `update ${sqlIdentifier(table)} set ${name} = ${fill};`,
    alter(table, `alter column ${name} set not null`),
  ];
}

function alterColumn(table: string, before: Column, after: Column): string[] {
  const name = sqlIdentifier(after.name);
  const change = (what: string) => alter(table, `alter column ${name} ${what}`);
  const isOwed = after.notNull && !before.notNull;
  const fill = isOwed ? fillOf(after, 'postgres') : undefined;
  return [
    ...(before.counted && !after.counted ? [change('drop identity')] : []),
    ...convert(table, before, after),
    ...(fill === undefined
      ? []
      : [`update ${sqlIdentifier(table)} set ${name} = ${fill} where ${name} is null;`]),
    ...(isOwed ? [change('set not null')] : []),
    ...(before.notNull && !after.notNull ? [change('drop not null')] : []),
    ...(after.counted && !before.counted ? number(table, after.name) : []),
  ];
}

function convert(table: string, before: Column, after: Column): string[] {
  const name = sqlIdentifier(after.name);
  const conversion = conversionOf(before, after, 'postgres');
  if (!conversion || (before.kind === after.kind && before.type === after.type)) return [];
  const { expression, guard } = conversion;
  return [
    ...(guard === undefined ? [] : [refuse(table, after, guard)]),
    ...(isKept(before, after, 'postgres')
      ? []
      : [alter(table, `alter column ${name} type ${after.type} using ${expression}`)]),
  ];
}

/** Stops the migration when a row holds what cannot be converted; without semicolons at line ends. */
function refuse(table: string, { name, kind }: Column, guard: string): string {
  const message = `${table}.${name} holds a value that is no ${kind}`;
  return `do $guard$ begin if exists (select 1 from ${sqlIdentifier(table)} where ${sqlIdentifier(name)} is not null and not (${guard})) then raise exception using message = ${sqlString(message)}; end if; end $guard$;`;
}

/** Numbers go on after the highest one. */
function number(table: string, column: string): string[] {
  const name = sqlIdentifier(column);
  return [
    alter(table, `alter column ${name} add generated by default as identity`),
    `select setval(pg_get_serial_sequence(${sqlString(sqlIdentifier(table))}, ${sqlString(column)}), coalesce((select max(${name}) from ${sqlIdentifier(table)}), 0) + 1, false);`,
  ];
}
