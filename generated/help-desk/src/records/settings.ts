import { type SettingsRecord, type SettingsTable, toSettingsRecord } from '../entities/settings.ts';
import { type Records, type Storage } from '../records.ts';

/** How settings records are kept. */
export const settingsStorage: Storage<SettingsRecord, void> = {
  label: 'settings',
  table: 'settings',
  keyOf: () => ({}),
  columns: {
    id: 'id',
    deskName: 'desk_name',
    defaultPriority: 'default_priority',
    autoCloseAfterDays: 'auto_close_after_days',
    greeting: 'greeting',
    businessHours: 'business_hours',
  },
  json: ['businessHours'],
  initial: () => ({
    id: 1,
    desk_name: 'Help desk',
    default_priority: 'normal',
    auto_close_after_days: 14,
    greeting: null,
    business_hours: null,
  }),
  touched: () => ({}),
  singleton: ['id'],
  decode: (row) => toSettingsRecord(row as unknown as SettingsTable),
};

export type SettingsRecords = Records<SettingsRecord, void, never>;
