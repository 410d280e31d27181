import { type Expression, type InsertObject, type SqlBool, type UpdateObject } from 'kysely';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import {
  type Vehicle,
  type VehicleCreate,
  type VehicleReplace,
  toVehicle,
  vehicleColumns,
} from '../../entities/vehicle.ts';
import { jsonColumn } from '../../http/json.ts';
import { type PageOf, type PageRequest, preparedPages } from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';
import { type VehicleKind } from '../../schemas/vehicle-kind.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: VehicleFilter) =>
    selectVehicles(database, filter).select(vehicleColumns),
  ),
  find: lookup((database: Database, key: { id: number }) =>
    database.selectFrom('vehicles').select(vehicleColumns).where('id', '=', key.id),
  ),
  lock: prepared((database: Database, key: { id: number }) =>
    forUpdate(
      database,
      database.selectFrom('vehicles').select(vehicleColumns).where('id', '=', key.id),
    ),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'vehicles'>) =>
    database.insertInto('vehicles').values(values).returning(vehicleColumns),
  ),
  update: prepared(
    (database: Database, key: { id: number }, values: UpdateObject<Tables, 'vehicles'>) =>
      database
        .updateTable('vehicles')
        .set(values)
        .where('id', '=', key.id)
        .returning(vehicleColumns),
  ),
  remove: prepared((database: Database, key: { id: number }) =>
    database.deleteFrom('vehicles').where('id', '=', key.id).returning('id'),
  ),
};

/** What a list of vehicle rows can be narrowed by. */
export interface VehicleFilter {
  depotId?: number | undefined;
  kind?: VehicleKind | undefined;
  inService?: boolean | undefined;
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listVehicles(
  database: Database,
  filter: VehicleFilter,
  window: PageRequest,
): Promise<PageOf<Vehicle>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: page.items.map(toVehicle) };
}

/** How many there are on all pages. */
export async function countVehicles(database: Database, filter: VehicleFilter): Promise<number> {
  const { total } = await selectVehicles(database, filter)
    .select((select) => select.fn.countAll().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function selectVehicles(database: Database, filter: VehicleFilter) {
  let query = database.selectFrom('vehicles');
  if (filter.depotId !== undefined) query = query.where('depot_id', '=', filter.depotId);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.inService !== undefined) query = query.where('in_service', '=', filter.inService);
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findVehicle(database: Database, id: number): Promise<Vehicle | undefined> {
  const [row] = await queries.find(database, { id });
  return row && toVehicle(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockVehicle(database: Database, id: number): Promise<Vehicle | undefined> {
  const [row] = await queries.lock(database, { id });
  return row && toVehicle(row);
}

export async function insertVehicle(database: Database, input: VehicleCreate): Promise<Vehicle> {
  const rows = await queries.insert(database, {
    plate: input.plate,
    kind: input.kind,
    depot_id: input.depotId,
    odometer: input.odometer,
    payload: input.payload ?? null,
    lease_rate: input.leaseRate ?? null,
    first_registered: input.firstRegistered ?? null,
    in_service: input.inService ?? true,
    labels: jsonColumn(input.labels),
  });
  return toVehicle(only(rows));
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceVehicle(
  database: Database,
  id: number,
  input: VehicleReplace,
): Promise<Vehicle | undefined> {
  const [row] = await queries.update(
    database,
    { id },
    {
      plate: input.plate,
      kind: input.kind,
      depot_id: input.depotId,
      odometer: input.odometer,
      payload: input.payload ?? null,
      lease_rate: input.leaseRate ?? null,
      first_registered: input.firstRegistered ?? null,
      in_service: input.inService ?? true,
      labels: jsonColumn(input.labels),
    },
  );
  return row && toVehicle(row);
}

/** Answers whether there was one to delete. */
export async function deleteVehicle(database: Database, id: number): Promise<boolean> {
  const rows = await queries.remove(database, { id });
  return rows.length > 0;
}
