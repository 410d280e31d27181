import { type UpdateObject } from 'kysely';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import {
  type SettingsRecord,
  type SettingsReplace,
  settingsColumns,
  toSettingsRecord,
} from '../../entities/settings.ts';
import { jsonColumn } from '../../http/json.ts';
import { lookup, prepared } from '../../queries.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  find: lookup((database: Database, key: {}) =>
    database.selectFrom('settings').select(settingsColumns),
  ),
  lock: prepared((database: Database, key: {}) =>
    forUpdate(database, database.selectFrom('settings').select(settingsColumns)),
  ),
  update: prepared((database: Database, key: {}, values: UpdateObject<Tables, 'settings'>) =>
    database.updateTable('settings').set(values).returning(settingsColumns),
  ),
};

export async function findSettings(database: Database): Promise<SettingsRecord | undefined> {
  const [found] = await queries.find(database, {});
  const row = found ?? (await makeSettings(database));
  return toSettingsRecord(row);
}

/** Makes the only one when it is first looked for; who comes second finds what the first made. */
const makeSettings = (database: Database) =>
  database
    .insertInto('settings')
    .values({
      id: 1,
      desk_name: 'Help desk',
      default_priority: 'normal',
      auto_close_after_days: 14,
      greeting: null,
      business_hours: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['id']).doUpdateSet((made) => ({ id: made.ref('excluded.id') })),
    )
    .returning(settingsColumns)
    .executeTakeFirstOrThrow();

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockSettings(database: Database): Promise<SettingsRecord | undefined> {
  const [row] = await queries.lock(database, {});
  if (!row) return findSettings(database);
  return toSettingsRecord(row);
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceSettings(
  database: Database,
  input: SettingsReplace,
): Promise<SettingsRecord | undefined> {
  await findSettings(database);
  const [row] = await queries.update(
    database,
    {},
    {
      desk_name: input.deskName,
      default_priority: input.defaultPriority,
      auto_close_after_days: input.autoCloseAfterDays,
      greeting: input.greeting ?? null,
      business_hours: jsonColumn(input.businessHours),
    },
  );
  return row && toSettingsRecord(row);
}
