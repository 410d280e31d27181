import { type Database } from '../../database.ts';
import {
  type SettingsRecord,
  type SettingsReplace,
  toSettingsRecord,
} from '../../entities/settings.ts';
import { jsonColumn } from '../../http/json.ts';

export async function findSettings(database: Database): Promise<SettingsRecord | undefined> {
  const row = await database.selectFrom('settings').selectAll().executeTakeFirst();
  if (row) return toSettingsRecord(row);
  const first = await database
    .insertInto('settings')
    .values({
      id: 1,
      desk_name: 'Help desk',
      default_priority: 'normal',
      auto_close_after_days: 14,
      greeting: null,
      business_hours: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toSettingsRecord(first);
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceSettings(
  database: Database,
  input: SettingsReplace,
): Promise<SettingsRecord | undefined> {
  await findSettings(database);
  const row = await database
    .updateTable('settings')
    .set({
      desk_name: input.deskName,
      default_priority: input.defaultPriority,
      auto_close_after_days: input.autoCloseAfterDays,
      greeting: input.greeting ?? null,
      business_hours: jsonColumn(input.businessHours),
    })
    .returningAll()
    .executeTakeFirst();
  return row && toSettingsRecord(row);
}
