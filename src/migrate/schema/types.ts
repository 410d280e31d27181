import type { FieldType, Generation } from '../../model/types.ts';

/** What a service's database is to be, in one dialect, as plain data: the order is that of creation. */
export interface DatabaseSchema {
  /** Whether lists compare date-times, for which PostgreSQL needs a function of its own. */
  readonly instant: boolean;
  readonly tables: readonly Table[];
}

export interface Table {
  readonly name: string;
  /** What the description says of it, for a person who reads the SQL. */
  readonly comment?: string;
  readonly columns: readonly Column[];
  /** Absent for what there is one of in the whole service. */
  readonly primaryKey?: KeyConstraint;
  readonly unique: readonly KeyConstraint[];
  readonly indexes: readonly Index[];
}

/** Columns whose values together are those of one row at most. */
export interface KeyConstraint {
  /** Its name in PostgreSQL, by which a later migration finds it. */
  readonly name: string;
  readonly columns: readonly string[];
}

export interface Column {
  readonly name: string;
  /** What its values mean; two kinds may have the same SQL type. */
  readonly kind: FieldType;
  /** SQL type in the dialect. */
  readonly type: string;
  readonly notNull: boolean;
  /** The database numbers the rows by it. */
  readonly counted: boolean;
  readonly check?: Check;
  readonly reference?: ForeignKey;
  /** What a row gets that has no value yet. */
  readonly fill?: Generation;
}

/** The condition that a column's values meet; NULL meets all. */
export type Check = { readonly name: string } & (
  | { readonly kind: 'values'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'range'; readonly bounds: readonly Bound[] }
);

export interface Bound {
  readonly sign: '>=' | '>' | '<=' | '<';
  readonly value: number;
}

export interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly onDelete: 'cascade' | 'restrict';
}

export interface Index {
  readonly name: string;
  readonly columns: readonly IndexColumn[];
}

export interface IndexColumn {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
  /** Ordered as points in time, and not as text. */
  readonly instant: boolean;
}
