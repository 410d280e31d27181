import { type Kysely, sql } from 'kysely';
import type { Ticket } from './entities/desk.ts';

export type Database = Kysely<{ tickets: Ticket }>;

/** How many rows a table has. */
export async function rowsOf(database: Database): Promise<number> {
  return (await tables(database)).rows.length;
}

/** Which tables there are. */
export const tables = (database: Database) => sql<string>`select name from t`.execute(database);
