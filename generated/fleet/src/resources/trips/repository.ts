import { type Expression, type Selectable, type SqlBool } from 'kysely';
import { type Database, forUpdate, inTransaction, instantIs } from '../../database.ts';
import {
  type Trip,
  type TripInput,
  type TripInput2,
  type TripTable,
  toTrip,
  tripColumns,
} from '../../entities/trip.ts';
import { jsonColumn } from '../../http/json.ts';
import { type PageOf, type PageRequest, preparedPages } from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';
import { type TripStatus } from '../../schemas/trip-status.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: TripFilter) =>
    selectTrips(database, filter).select(tripColumns),
  ),
  find: lookup((database: Database, key: { id: number }) =>
    database.selectFrom('trips').select(tripColumns).where('id', '=', key.id),
  ),
  lock: prepared((database: Database, key: { id: number }) =>
    forUpdate(database, database.selectFrom('trips').select(tripColumns).where('id', '=', key.id)),
  ),
  remove: prepared((database: Database, key: { id: number }) =>
    database.deleteFrom('trips').where('id', '=', key.id).returning('id'),
  ),
};

/** What a list of trip rows can be narrowed by. */
export interface TripFilter {
  vehicleId?: number | undefined;
  status?: TripStatus | undefined;
  departedAtFrom?: string | undefined;
  departedAtBelow?: string | undefined;
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listTrips(
  database: Database,
  filter: TripFilter,
  window: PageRequest,
): Promise<PageOf<Trip>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: await withLinks(database, page.items) };
}

/** How many there are on all pages. */
export async function countTrips(database: Database, filter: TripFilter): Promise<number> {
  const { total } = await selectTrips(database, filter)
    .select((select) => select.fn.countAll().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function selectTrips(database: Database, filter: TripFilter) {
  let query = database.selectFrom('trips');
  if (filter.vehicleId !== undefined) query = query.where('vehicle_id', '=', filter.vehicleId);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.departedAtFrom !== undefined)
    query = query.where(instantIs(database, 'departed_at', '>=', filter.departedAtFrom));
  if (filter.departedAtBelow !== undefined)
    query = query.where(instantIs(database, 'departed_at', '<', filter.departedAtBelow));
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findTrip(database: Database, id: number): Promise<Trip | undefined> {
  const [row] = await queries.find(database, { id });
  return row && (await withLinks(database, [row]))[0];
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockTrip(database: Database, id: number): Promise<Trip | undefined> {
  const [row] = await queries.lock(database, { id });
  return row && (await withLinks(database, [row]))[0];
}

export async function insertTrip(database: Database, input: TripInput): Promise<Trip> {
  return inTransaction(database, async (transaction) => {
    const row = await transaction
      .insertInto('trips')
      .values({
        vehicle_id: input.vehicleId,
        status: input.status ?? 'planned',
        departed_at: input.departedAt,
        arrived_at: input.arrivedAt ?? null,
        distance: input.distance ?? null,
        tolls: input.tolls ?? 0,
        stops: jsonColumn(input.stops),
        created_at: new Date().toISOString(),
      })
      .returning(tripColumns)
      .executeTakeFirstOrThrow();
    await replaceDriverIds(transaction, row.id, input.driverIds ?? []);
    return only(await withLinks(transaction, [row]));
  });
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceTrip(
  database: Database,
  id: number,
  input: TripInput2,
): Promise<Trip | undefined> {
  return inTransaction(database, async (transaction) => {
    const values = {
      vehicle_id: input.vehicleId,
      status: input.status ?? 'planned',
      departed_at: input.departedAt,
      arrived_at: input.arrivedAt ?? null,
      distance: input.distance ?? null,
      tolls: input.tolls ?? 0,
      stops: jsonColumn(input.stops),
    };
    const row = await transaction
      .updateTable('trips')
      .set(values)
      .where('id', '=', id)
      .returning(tripColumns)
      .executeTakeFirst();
    if (!row) return undefined;
    await replaceDriverIds(transaction, row.id, input.driverIds ?? []);
    return (await withLinks(transaction, [row]))[0];
  });
}

/** Answers whether there was one to delete. */
export async function deleteTrip(database: Database, id: number): Promise<boolean> {
  const rows = await queries.remove(database, { id });
  return rows.length > 0;
}

/** Completes rows with what their join tables hold: one query a table, however many rows. */
async function withLinks(database: Database, rows: Selectable<TripTable>[]): Promise<Trip[]> {
  const keys = rows.map((row) => row.id);
  if (keys.length === 0) return [];
  const driverIds = await database
    .selectFrom('trips_driver_ids')
    .select(['owner_id', 'target_id'])
    .where('owner_id', 'in', keys)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...toTrip(row),
    driverIds: driverIds
      .filter((link) => String(link.owner_id) === String(row.id))
      .map((link) => Number(link.target_id)),
  }));
}

async function replaceDriverIds(
  database: Database,
  owner: string | number,
  targets: readonly (string | number)[],
): Promise<void> {
  await database.deleteFrom('trips_driver_ids').where('owner_id', '=', owner).execute();
  const rows = targets.map((target, position) => ({
    owner_id: owner,
    target_id: target,
    position,
  }));
  if (rows.length > 0) await database.insertInto('trips_driver_ids').values(rows).execute();
}
