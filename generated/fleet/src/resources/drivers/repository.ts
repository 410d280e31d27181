import { type Expression, type InsertObject, type SqlBool, type UpdateObject } from 'kysely';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import {
  type Driver,
  type DriverCreate,
  type DriverReplace,
  driverColumns,
  toDriver,
} from '../../entities/driver.ts';
import { jsonColumn } from '../../http/json.ts';
import { type PageOf, type PageRequest, preparedPages } from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: DriverFilter) =>
    selectDrivers(database, filter).select(driverColumns),
  ),
  find: lookup((database: Database, key: { id: number }) =>
    database.selectFrom('drivers').select(driverColumns).where('id', '=', key.id),
  ),
  lock: prepared((database: Database, key: { id: number }) =>
    forUpdate(
      database,
      database.selectFrom('drivers').select(driverColumns).where('id', '=', key.id),
    ),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'drivers'>) =>
    database.insertInto('drivers').values(values).returning(driverColumns),
  ),
  update: prepared(
    (database: Database, key: { id: number }, values: UpdateObject<Tables, 'drivers'>) =>
      database.updateTable('drivers').set(values).where('id', '=', key.id).returning(driverColumns),
  ),
  remove: prepared((database: Database, key: { id: number }) =>
    database.deleteFrom('drivers').where('id', '=', key.id).returning('id'),
  ),
};

/** What a list of driver rows can be narrowed by. */
export interface DriverFilter {
  name?: string | undefined;
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listDrivers(
  database: Database,
  filter: DriverFilter,
  window: PageRequest,
): Promise<PageOf<Driver>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: page.items.map(toDriver) };
}

/** How many there are on all pages. */
export async function countDrivers(database: Database, filter: DriverFilter): Promise<number> {
  const { total } = await selectDrivers(database, filter)
    .select((select) => select.fn.countAll().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function selectDrivers(database: Database, filter: DriverFilter) {
  let query = database.selectFrom('drivers');
  if (filter.name !== undefined) query = query.where('name', '=', filter.name);
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findDriver(database: Database, id: number): Promise<Driver | undefined> {
  const [row] = await queries.find(database, { id });
  return row && toDriver(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockDriver(database: Database, id: number): Promise<Driver | undefined> {
  const [row] = await queries.lock(database, { id });
  return row && toDriver(row);
}

export async function insertDriver(database: Database, input: DriverCreate): Promise<Driver> {
  const rows = await queries.insert(database, {
    name: input.name,
    licence_number: input.licenceNumber,
    licence_classes: JSON.stringify(input.licenceClasses),
    phone: input.phone ?? null,
    labels: jsonColumn(input.labels),
  });
  return toDriver(only(rows));
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceDriver(
  database: Database,
  id: number,
  input: DriverReplace,
): Promise<Driver | undefined> {
  const [row] = await queries.update(
    database,
    { id },
    {
      name: input.name,
      licence_number: input.licenceNumber,
      licence_classes: JSON.stringify(input.licenceClasses),
      phone: input.phone ?? null,
      labels: jsonColumn(input.labels),
    },
  );
  return row && toDriver(row);
}

/** Answers whether there was one to delete. */
export async function deleteDriver(database: Database, id: number): Promise<boolean> {
  const rows = await queries.remove(database, { id });
  return rows.length > 0;
}
