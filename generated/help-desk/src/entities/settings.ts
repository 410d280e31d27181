import { type Priority } from '../schemas/priority.ts';
import { parseJson } from '../http/json.ts';

/** A settings, as the service stores it. */
export interface SettingsRecord {
  /** Known from the path; not part of any body. */
  readonly id: number;
  deskName: string;
  defaultPriority: Priority;
  autoCloseAfterDays: number;
  greeting: string | null;
  businessHours?: Record<string, string>;
}

/** A settings: as a client is shown it. */
export interface Settings {
  deskName: string;
  defaultPriority: Priority;
  autoCloseAfterDays: number;
  greeting: string | null;
  businessHours?: Record<string, string>;
}

/** A settings: what a client sends to replace one. */
export interface SettingsReplace {
  deskName: string;
  defaultPriority: Priority;
  autoCloseAfterDays: number;
  greeting?: string | null;
  businessHours?: Record<string, string>;
}

/** A row of `settings`, as either database gives it. */
export interface SettingsTable {
  id: number | string;
  desk_name: string;
  default_priority: Priority;
  auto_close_after_days: number | string;
  greeting: string | null;
  business_hours: string | null;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const settingsColumns = [
  'id',
  'desk_name',
  'default_priority',
  'auto_close_after_days',
  'greeting',
  'business_hours',
] as const;

export function toSettingsRecord(row: SettingsTable): SettingsRecord {
  return {
    id: Number(row.id),
    deskName: row.desk_name,
    defaultPriority: row.default_priority,
    autoCloseAfterDays: Number(row.auto_close_after_days),
    greeting: row.greeting,
    ...(row.business_hours !== null && {
      businessHours: parseJson(row.business_hours) as Record<string, string>,
    }),
  };
}

/** A settings: as a client is shown it. */
export function toSettings(settings: SettingsRecord): Settings {
  return {
    deskName: settings.deskName,
    defaultPriority: settings.defaultPriority,
    autoCloseAfterDays: settings.autoCloseAfterDays,
    greeting: settings.greeting,
    ...(settings.businessHours !== undefined && { businessHours: settings.businessHours }),
  };
}
