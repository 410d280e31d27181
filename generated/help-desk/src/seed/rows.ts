import { type InsertObject } from 'kysely';
import { type Tables } from '../database.ts';

/** The rows of one table. */
export interface Seeds<Table extends keyof Tables = keyof Tables> {
  readonly table: Table;
  readonly rows: readonly InsertObject<Tables, Table>[];
}

const rowsOf = <Table extends keyof Tables>(seeds: Seeds<Table>): Seeds<Table> => seeds;

/** The examples of the description, in an order in which each refers to earlier ones only. */
export const seeds = [
  rowsOf({
    table: 'customers',
    rows: [
      {
        id: '458fd5a7-1cab-419b-850e-60a2bc017695',
        name: 'Noor Haddad',
        email: 'noor@example.com',
        company: null,
        phone: '+33142685300',
        address: null,
        created_at: new Date().toISOString(),
        updated_at: new Date().toISOString(),
      },
    ],
  }),
  rowsOf({
    table: 'tickets',
    rows: [
      {
        id: 'b41f5495-eaab-4e62-8e8e-ceb7ccd86e1a',
        subject: 'The printer prints only hearts',
        description: 'Since Monday every page comes out with a heart in each corner.',
        customer_id: '458fd5a7-1cab-419b-850e-60a2bc017695',
        priority: 'high',
        due_at: '2026-03-02T17:00:00+01:00',
        source: null,
        labels: JSON.stringify([]),
        custom: null,
        created_at: new Date().toISOString(),
        updated_at: new Date().toISOString(),
        status: 'open',
        assignee: null,
        resolution: null,
        closed_at: null,
      },
    ],
  }),
];
