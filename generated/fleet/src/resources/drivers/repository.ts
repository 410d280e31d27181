import { type Database } from '../../database.ts';
import {
  type Driver,
  type DriverCreate,
  type DriverReplace,
  toDriver,
} from '../../entities/driver.ts';
import { jsonColumn } from '../../http/json.ts';
import { type PageOf, type PageRequest, readPage } from '../../listing.ts';

/** What a list of driver rows can be narrowed by. */
export interface DriverFilter {
  name?: string | undefined;
}

export async function listDrivers(
  database: Database,
  filter: DriverFilter,
  window: PageRequest,
): Promise<PageOf<Driver>> {
  const page = await readPage(database, selectDrivers(database, filter).selectAll(), window);
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
  return query;
}

export async function findDriver(database: Database, id: number): Promise<Driver | undefined> {
  const row = await database
    .selectFrom('drivers')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toDriver(row);
}

export async function insertDriver(database: Database, input: DriverCreate): Promise<Driver> {
  const row = await database
    .insertInto('drivers')
    .values({
      name: input.name,
      licence_number: input.licenceNumber,
      licence_classes: JSON.stringify(input.licenceClasses),
      phone: input.phone ?? null,
      labels: jsonColumn(input.labels),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toDriver(row);
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceDriver(
  database: Database,
  id: number,
  input: DriverReplace,
): Promise<Driver | undefined> {
  const row = await database
    .updateTable('drivers')
    .set({
      name: input.name,
      licence_number: input.licenceNumber,
      licence_classes: JSON.stringify(input.licenceClasses),
      phone: input.phone ?? null,
      labels: jsonColumn(input.labels),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toDriver(row);
}

/** Answers what was deleted, or `undefined` when there was nothing to delete. */
export async function deleteDriver(database: Database, id: number): Promise<Driver | undefined> {
  const row = await database
    .deleteFrom('drivers')
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toDriver(row);
}
