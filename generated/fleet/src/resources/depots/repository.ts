import { type Database } from '../../database.ts';
import { type Depot, type DepotCreate, type DepotReplace, toDepot } from '../../entities/depot.ts';
import { type PageOf, type PageRequest, readPage } from '../../listing.ts';

/** What a list of depot rows can be narrowed by. */
export interface DepotFilter {}

export async function listDepots(
  database: Database,
  filter: DepotFilter,
  window: PageRequest,
): Promise<PageOf<Depot>> {
  const page = await readPage(database, selectDepots(database, filter).selectAll(), window);
  return { ...page, items: page.items.map(toDepot) };
}

/** How many there are on all pages. */
export async function countDepots(database: Database, filter: DepotFilter): Promise<number> {
  const { total } = await selectDepots(database, filter)
    .select((select) => select.fn.countAll().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function selectDepots(database: Database, filter: DepotFilter) {
  const query = database.selectFrom('depots');
  return query;
}

export async function findDepot(database: Database, id: number): Promise<Depot | undefined> {
  const row = await database
    .selectFrom('depots')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toDepot(row);
}

export async function insertDepot(database: Database, input: DepotCreate): Promise<Depot> {
  const row = await database
    .insertInto('depots')
    .values({
      code: input.code,
      name: input.name,
      position: JSON.stringify(input.position),
      bays: input.bays ?? 0,
      open_from: input.openFrom ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toDepot(row);
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceDepot(
  database: Database,
  id: number,
  input: DepotReplace,
): Promise<Depot | undefined> {
  const row = await database
    .updateTable('depots')
    .set({
      code: input.code,
      name: input.name,
      position: JSON.stringify(input.position),
      bays: input.bays ?? 0,
      open_from: input.openFrom ?? null,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toDepot(row);
}

/** Answers what was deleted, or `undefined` when there was nothing to delete. */
export async function deleteDepot(database: Database, id: number): Promise<Depot | undefined> {
  const row = await database
    .deleteFrom('depots')
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toDepot(row);
}
