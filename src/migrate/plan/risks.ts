import type { DiagnosticCodeOf } from '../../diagnostics/diagnostic.ts';
import type { Check, Column, DatabaseSchema, KeyConstraint, Table } from '../schema/types.ts';
import type { Dialect } from '../storage.ts';
import { conversionOf } from './convert.ts';
import { fillOf, isFillUnique } from './fill.ts';

/** A change that loses data, or that may fail because of what the rows hold. */
export interface Risk {
  readonly code: DiagnosticCodeOf<'SW55'>;
  readonly table: string;
  readonly column?: string;
  /** What the risk is about, where a table or a column has several: a unique set. */
  readonly detail?: string;
  /** What would happen, as a clause: `the column books.pages would be dropped`. */
  readonly what: string;
  /** No permission helps. */
  readonly impossible: boolean;
}

/** What is dangerous about bringing a schema to another one, where both call the same thing the same. */
export function risksOf(current: DatabaseSchema, after: DatabaseSchema, dialect: Dialect): Risk[] {
  const next = new Map(after.tables.map((table) => [table.name, table]));
  return current.tables.flatMap((table) => {
    const target = next.get(table.name);
    if (target) return tableRisks(table, target, dialect);
    return [
      {
        code: 'SW5501',
        table: table.name,
        what: `the table ${table.name} would be dropped, with its rows`,
        impossible: false,
      } as const,
    ];
  });
}

function tableRisks(before: Table, after: Table, dialect: Dialect): Risk[] {
  if (before === after) return [];
  const table = after.name;
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const names = new Set(after.columns.map(({ name }) => name));
  const key = (one: KeyConstraint | undefined) => one?.columns.join(', ') ?? 'none';
  const isKeyNew = key(before.primaryKey) !== key(after.primaryKey);
  return [
    ...(isKeyNew
      ? [
          {
            code: 'SW5507',
            table,
            what: `the primary key of ${table} would change from ${key(before.primaryKey)} to ${key(after.primaryKey)}`,
            impossible: false,
          } as const,
        ]
      : []),
    ...before.columns
      .filter(({ name }) => !names.has(name))
      .map(({ name }): Risk => ({
        code: 'SW5502',
        table,
        column: name,
        what: `the column ${table}.${name} would be dropped, with its values`,
        impossible: false,
      })),
    ...after.columns.flatMap((column) => columnRisks(table, old.get(column.name), column, dialect)),
    ...uniqueRisks(before, after, old),
  ];
}

function columnRisks(
  table: string,
  before: Column | undefined,
  after: Column,
  dialect: Dialect,
): Risk[] {
  const place = `the column ${table}.${after.name}`;
  const risk = (code: Risk['code'], what: string, impossible = false): Risk => ({
    code,
    table,
    column: after.name,
    what,
    impossible,
  });
  const isOwed =
    after.notNull &&
    !after.counted &&
    before?.notNull !== true &&
    fillOf(after, dialect) === undefined;
  const owed = isOwed
    ? [
        risk(
          'SW5504',
          `${place} would have to have a value in every row, and ${before ? 'rows without one have' : 'it has'} neither a default nor a value of the service's own`,
        ),
      ]
    : [];
  if (!before) return owed;
  return [
    ...typeRisks(before, after, dialect, risk, place),
    ...owed,
    ...checkRisks(before.check, after, risk, place),
    ...referenceRisks(before, after, risk, place),
  ];
}

type ToRisk = (code: Risk['code'], what: string, impossible?: boolean) => Risk;

function typeRisks(
  before: Column,
  after: Column,
  dialect: Dialect,
  risk: ToRisk,
  place: string,
): Risk[] {
  const conversion = conversionOf(before, after, dialect);
  if (!conversion)
    return [
      risk(
        'SW5510',
        `${place} would change from ${before.kind} to ${after.kind}, and no value of the one can be read as the other`,
        true,
      ),
    ];
  if (conversion.risk === undefined) return [];
  return [
    risk(
      'SW5503',
      `${place} would change from ${before.kind} to ${after.kind}, and its rows may hold ${conversion.risk}`,
    ),
  ];
}

function checkRisks(
  before: Check | undefined,
  { check: after }: Column,
  risk: ToRisk,
  place: string,
): Risk[] {
  if (!after) return [];
  if (after.kind === 'values') {
    if (after.values.every((value) => typeof value === 'number')) return [];
    const had = before?.kind === 'values' ? before.values : undefined;
    const lost = had?.filter((value) => !after.values.includes(value));
    if (lost === undefined)
      return [risk('SW5505', `${place} would take ${after.values.join(', ')} and nothing else`)];
    return lost.length === 0
      ? []
      : [risk('SW5505', `${place} would no longer take ${lost.join(', ')}`)];
  }
  const had = before?.kind === 'range' ? before.bounds : [];
  const narrower = after.bounds.filter(({ sign, value }) => {
    const old = had.find((bound) => bound.sign.startsWith(sign[0] ?? ''));
    if (!old) return true;
    const isStricter = old.sign !== sign && old.value === value && !sign.endsWith('=');
    return isStricter || (sign.startsWith('>') ? old.value < value : old.value > value);
  });
  return narrower.length === 0
    ? []
    : [
        risk(
          'SW5509',
          `${place} would have to be ${narrower.map(({ sign, value }) => `${sign} ${value}`).join(' and ')}`,
        ),
      ];
}

function referenceRisks(before: Column, after: Column, risk: ToRisk, place: string): Risk[] {
  const target = after.reference;
  if (!target) return [];
  const isSame =
    before.reference?.table === target.table && before.reference.column === target.column;
  return isSame
    ? []
    : [
        risk(
          'SW5508',
          `${place} would have to refer to a row of ${target.table} by ${target.column}`,
        ),
      ];
}

function uniqueRisks(before: Table, after: Table, old: ReadonlyMap<string, Column>): Risk[] {
  const had = [before.primaryKey, ...before.unique].flatMap((key) => key ?? []);
  return after.unique.flatMap(({ columns }): Risk[] => {
    const isUnique = had.some((key) => key.columns.every((column) => columns.includes(column)));
    // Rows that are there get NULL, which is like nothing, or a value of their own.
    const isFree = after.columns.some(
      (column) =>
        columns.includes(column.name) &&
        !old.has(column.name) &&
        (!column.notNull || isFillUnique(column)),
    );
    if (isUnique || isFree) return [];
    return [
      {
        code: 'SW5506',
        table: after.name,
        detail: columns.join(', '),
        what: `the values of ${columns.join(' and ')} in ${after.name} would have to be unique`,
        impossible: false,
      },
    ];
  });
}
