import { type Generated, type Selectable } from 'kysely';
import { type Position } from '../schemas/position.ts';
import { parseJson } from '../http/json.ts';

/** A depot, as the service stores it. */
export interface Depot {
  readonly id: number;
  /** Unique among depots. */
  code: string;
  name: string;
  /** WGS 84, in degrees. */
  position: Position;
  /** Room for so many vehicles. */
  bays: number;
  openFrom: string | null;
}

/** A depot: what a client sends to create one. */
export interface DepotCreate {
  code: string;
  name: string;
  position: Position;
  bays?: number;
  openFrom?: string | null;
}

/** A depot: what a client sends to replace one. */
export interface DepotReplace {
  code: string;
  name: string;
  position: Position;
  bays?: number;
  openFrom?: string | null;
}

/** A row of `depots`, as either database gives it. */
export interface DepotTable {
  id: Generated<number | string>;
  code: string;
  name: string;
  position: string;
  bays: number | string;
  open_from: string | null;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const depotColumns = ['id', 'code', 'name', 'position', 'bays', 'open_from'] as const;

export function toDepot(row: Selectable<DepotTable>): Depot {
  return {
    id: Number(row.id),
    code: row.code,
    name: row.name,
    position: parseJson(row.position) as Position,
    bays: Number(row.bays),
    openFrom: row.open_from,
  };
}
