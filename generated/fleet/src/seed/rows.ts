import { type InsertObject } from 'kysely';
import { type Tables } from '../database.ts';

/** The rows of one table. */
export interface Seeds<Table extends keyof Tables = keyof Tables> {
  readonly table: Table;
  readonly rows: readonly InsertObject<Tables, Table>[];
  /** The column by which the database numbers them. */
  readonly counted?: string;
}

const rowsOf = <Table extends keyof Tables>(seeds: Seeds<Table>): Seeds<Table> => seeds;

/** The examples of the description, in an order in which each refers to earlier ones only. */
export const seeds = [
  rowsOf({
    table: 'drivers',
    counted: 'id',
    rows: [
      {
        id: 1,
        name: 'Ines Carvalho',
        licence_number: 'B072RRE2I55',
        licence_classes: JSON.stringify(['B', 'C']),
        phone: '+351210000000',
        labels: JSON.stringify({ team: 'north', 'fuel.card': '8841' }),
      },
    ],
  }),
];
