import { type Kysely } from 'kysely';
import { type Database } from '../database.ts';
import { seeds } from './rows.ts';

/**
 * Stores the examples of the description, all of them or none, and tells how many were not there:
 * rows whose key or unique value is taken stay as they are.
 */
export async function seed(database: Database): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    // Each table has rows of its own kind, which Kysely cannot know of a list of them.
    const tables = transaction as unknown as Kysely<Record<string, Record<string, unknown>>>;
    let count = 0;
    for (const { table, rows } of seeds) {
      const stored = await tables
        .insertInto(table)
        .values([...rows] as Record<string, unknown>[])
        .onConflict((taken) => taken.doNothing())
        .executeTakeFirst();
      count += Number(stored.numInsertedOrUpdatedRows ?? 0);
    }
    return count;
  });
}
