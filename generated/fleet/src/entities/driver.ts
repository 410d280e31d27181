import { type Generated, type Selectable } from 'kysely';
import { type Labels } from '../schemas/labels.ts';
import { parseJson } from '../http/json.ts';

/** A driver, as the service stores it. */
export interface Driver {
  readonly id: number;
  name: string;
  /** Unique among drivers. */
  licenceNumber: string;
  licenceClasses: ('B' | 'C' | 'C1' | 'D')[];
  phone: string | null;
  /** Free labels. */
  labels?: Labels;
}

/** A driver: what a client sends to create one. */
export interface DriverCreate {
  name: string;
  licenceNumber: string;
  licenceClasses: ('B' | 'C' | 'C1' | 'D')[];
  phone?: string | null;
  labels?: Labels;
}

/** A driver: what a client sends to replace one. */
export interface DriverReplace {
  name: string;
  licenceNumber: string;
  licenceClasses: ('B' | 'C' | 'C1' | 'D')[];
  phone?: string | null;
  labels?: Labels;
}

/** A row of `drivers`, as either database gives it. */
export interface DriverTable {
  id: Generated<number | string>;
  name: string;
  licence_number: string;
  licence_classes: string;
  phone: string | null;
  labels: string | null;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const driverColumns = [
  'id',
  'name',
  'licence_number',
  'licence_classes',
  'phone',
  'labels',
] as const;

export function toDriver(row: Selectable<DriverTable>): Driver {
  return {
    id: Number(row.id),
    name: row.name,
    licenceNumber: row.licence_number,
    licenceClasses: parseJson(row.licence_classes) as ('B' | 'C' | 'C1' | 'D')[],
    phone: row.phone,
    ...(row.labels !== null && { labels: parseJson(row.labels) as Labels }),
  };
}
