import { type Generated, type Selectable } from 'kysely';
import { type Position } from '../schemas/position.ts';
import { type TripStatus } from '../schemas/trip-status.ts';
import { parseJson } from '../http/json.ts';

export type Id = number;

/** A trip, as the service stores it. */
export interface Trip {
  readonly id: number;
  vehicleId: number;
  /** Who drives, the first one starts. */
  driverIds: Id[];
  status: TripStatus;
  /** With the offset of the place. */
  departedAt: string;
  arrivedAt: string | null;
  /** In kilometres. */
  distance?: number;
  /** In euros. */
  tolls: number;
  stops?: {
    position: Position;
    note?: string | null;
  }[];
  readonly createdAt: string;
}

/** A trip: what a client sends to create one. */
export interface TripInput {
  vehicleId: number;
  driverIds: Id[];
  status?: TripStatus;
  departedAt: string;
  arrivedAt?: string | null;
  distance?: number;
  tolls?: number;
  stops?: {
    position: Position;
    note?: string | null;
  }[];
}

/** A trip: what a client sends to replace one. */
export interface TripInput2 {
  vehicleId: number;
  driverIds: Id[];
  status?: TripStatus;
  departedAt: string;
  arrivedAt?: string | null;
  distance?: number;
  tolls?: number;
  stops?: {
    position: Position;
    note?: string | null;
  }[];
}

/** A row of `trips`, as either database gives it. */
export interface TripTable {
  id: Generated<number | string>;
  vehicle_id: number | string;
  status: TripStatus;
  departed_at: string;
  arrived_at: string | null;
  distance: number | string | null;
  tolls: number | string;
  stops: string | null;
  created_at: string;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const tripColumns = [
  'id',
  'vehicle_id',
  'status',
  'departed_at',
  'arrived_at',
  'distance',
  'tolls',
  'stops',
  'created_at',
] as const;

export function toTrip(row: Selectable<TripTable>): Trip {
  return {
    id: Number(row.id),
    vehicleId: Number(row.vehicle_id),
    driverIds: [],
    status: row.status,
    departedAt: row.departed_at,
    arrivedAt: row.arrived_at,
    ...(row.distance !== null && { distance: Number(row.distance) }),
    tolls: Number(row.tolls),
    ...(row.stops !== null && {
      stops: parseJson(row.stops) as {
        position: Position;
        note?: string | null;
      }[],
    }),
    createdAt: row.created_at,
  };
}
