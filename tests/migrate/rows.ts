import type { FieldType } from '../../src/model/types.ts';
import type { Column, DatabaseSchema } from '../../src/migrate/schema/types.ts';
import { sqlIdentifier, sqlString } from '../../src/migrate/sql.ts';
import type { Dialect } from '../../src/migrate/storage.ts';

const ROWS = [1, 2] as const;

/** Statements that put rows into every table, in an order in which references find their rows. */
export function rowsFor({ tables }: DatabaseSchema, dialect: Dialect): string[] {
  const filled = new Set<string>();
  return tables.flatMap((table) => {
    const columns = table.columns.filter(
      ({ reference, notNull }) => notNull || !reference || filled.has(reference.table),
    );
    const isFree = columns.every(({ reference }) => !reference || filled.has(reference.table));
    if (!isFree) return [];
    filled.add(table.name);
    return ROWS.map((row) => {
      const values = columns.map((column) => value(target(column, tables), row, dialect));
      return `insert into ${sqlIdentifier(table.name)} (${columns.map(({ name }) => sqlIdentifier(name)).join(', ')}) values (${values.join(', ')})`;
    });
  });
}

/** The column that says which values a reference may have. */
function target(column: Column, tables: DatabaseSchema['tables'], depth = 0): Column {
  const { reference } = column;
  const to = tables
    .find(({ name }) => name === reference?.table)
    ?.columns.find(({ name }) => name === reference?.column);
  return to && to !== column && depth < 9 ? target(to, tables, depth + 1) : column;
}

function value({ kind, check }: Column, row: number, dialect: Dialect): string {
  if (check?.kind === 'values' && kind === 'enum')
    return sqlString(String(check.values[row - 1] ?? check.values[0]));
  if (check?.kind === 'range') {
    const low = check.bounds.find(({ sign }) => sign.startsWith('>'));
    const high = check.bounds.find(({ sign }) => sign.startsWith('<'));
    const wanted = (low?.value ?? Math.min(0, (high?.value ?? 9) - 9)) + row;
    return String(high === undefined ? wanted : Math.min(wanted, high.value));
  }
  return VALUES[kind](row, dialect);
}

const text = (row: number) => `'text ${row}'`;
const whole = (row: number) => String(row);

const VALUES: Readonly<Record<FieldType, (row: number, dialect: Dialect) => string>> = {
  string: text,
  enum: text,
  integer: whole,
  bigint: whole,
  number: (row) => `${row}.5`,
  decimal: (row) => `${row}.25`,
  boolean: (row, dialect) => (dialect === 'sqlite' ? String(row - 1) : String(row > 1)),
  date: (row) => `'2026-01-0${row}'`,
  'date-time': (row) => `'2026-01-0${row}T00:00:00Z'`,
  uuid: (row) => `'00000000-0000-4000-8000-00000000000${row}'`,
  bytes: (row) => `'aGVhcnQ${row}'`,
  json: (row) => `'{"row":${row}}'`,
};
