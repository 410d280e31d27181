import { type Generated, type Selectable } from 'kysely';
import { type Labels } from '../schemas/labels.ts';
import { type VehicleKind } from '../schemas/vehicle-kind.ts';
import { parseJson, int64Of } from '../http/json.ts';

/** A vehicle, as the service stores it. */
export interface Vehicle {
  readonly id: number;
  /** The number plate. Unique among vehicles. */
  plate: string;
  kind: VehicleKind;
  /** The depot where it stands at night. */
  depotId: number;
  /** Millimetres driven since it was built. */
  odometer: number | bigint;
  /** In kilograms. */
  payload: number | null;
  /** Euros a month. */
  leaseRate?: number;
  firstRegistered: string | null;
  inService: boolean;
  /** Free labels. */
  labels?: Labels;
}

/** A vehicle: what a client sends to create one. */
export interface VehicleCreate {
  plate: string;
  kind: VehicleKind;
  depotId: number;
  odometer: number | bigint;
  payload?: number | null;
  leaseRate?: number;
  firstRegistered?: string | null;
  inService?: boolean;
  labels?: Labels;
}

/** A vehicle: what a client sends to replace one. */
export interface VehicleReplace {
  plate: string;
  kind: VehicleKind;
  depotId: number;
  odometer: number | bigint;
  payload?: number | null;
  leaseRate?: number;
  firstRegistered?: string | null;
  inService?: boolean;
  labels?: Labels;
}

/** A row of `vehicles`, as either database gives it. */
export interface VehicleTable {
  id: Generated<number | string>;
  plate: string;
  kind: VehicleKind;
  depot_id: number | string;
  odometer: number | bigint | string;
  payload: number | string | null;
  lease_rate: number | string | null;
  first_registered: string | null;
  in_service: boolean | number;
  labels: string | null;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const vehicleColumns = [
  'id',
  'plate',
  'kind',
  'depot_id',
  'odometer',
  'payload',
  'lease_rate',
  'first_registered',
  'in_service',
  'labels',
] as const;

export function toVehicle(row: Selectable<VehicleTable>): Vehicle {
  return {
    id: Number(row.id),
    plate: row.plate,
    kind: row.kind,
    depotId: Number(row.depot_id),
    odometer: int64Of(row.odometer),
    payload: row.payload === null ? null : Number(row.payload),
    ...(row.lease_rate !== null && { leaseRate: Number(row.lease_rate) }),
    firstRegistered: row.first_registered,
    inService: Boolean(row.in_service),
    ...(row.labels !== null && { labels: parseJson(row.labels) as Labels }),
  };
}
