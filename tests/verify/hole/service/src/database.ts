import { type Kysely, sql } from 'kysely';
import type { Ticket } from './entities/desk.ts';

export type Database = Kysely<{ tickets: Ticket }>;

/** Which tables there are. */
export const tables = (database: Database) => sql<string>`select name from t`.execute(database);
