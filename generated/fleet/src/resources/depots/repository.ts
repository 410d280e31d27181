import { type Expression, type InsertObject, type SqlBool, type UpdateObject } from 'kysely';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import {
  type Depot,
  type DepotCreate,
  type DepotReplace,
  depotColumns,
  toDepot,
} from '../../entities/depot.ts';
import { type PageOf, type PageRequest, preparedPages } from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: DepotFilter) =>
    selectDepots(database, filter).select(depotColumns),
  ),
  find: lookup((database: Database, key: { id: number }) =>
    database.selectFrom('depots').select(depotColumns).where('id', '=', key.id),
  ),
  lock: prepared((database: Database, key: { id: number }) =>
    forUpdate(
      database,
      database.selectFrom('depots').select(depotColumns).where('id', '=', key.id),
    ),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'depots'>) =>
    database.insertInto('depots').values(values).returning(depotColumns),
  ),
  update: prepared(
    (database: Database, key: { id: number }, values: UpdateObject<Tables, 'depots'>) =>
      database.updateTable('depots').set(values).where('id', '=', key.id).returning(depotColumns),
  ),
  remove: prepared((database: Database, key: { id: number }) =>
    database.deleteFrom('depots').where('id', '=', key.id).returning('id'),
  ),
};

/** What a list of depot rows can be narrowed by. */
export interface DepotFilter {
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listDepots(
  database: Database,
  filter: DepotFilter,
  window: PageRequest,
): Promise<PageOf<Depot>> {
  const page = await queries.page(database, filter, window);
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
  let query = database.selectFrom('depots');
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findDepot(database: Database, id: number): Promise<Depot | undefined> {
  const [row] = await queries.find(database, { id });
  return row && toDepot(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockDepot(database: Database, id: number): Promise<Depot | undefined> {
  const [row] = await queries.lock(database, { id });
  return row && toDepot(row);
}

export async function insertDepot(database: Database, input: DepotCreate): Promise<Depot> {
  const rows = await queries.insert(database, {
    code: input.code,
    name: input.name,
    position: JSON.stringify(input.position),
    bays: input.bays ?? 0,
    open_from: input.openFrom ?? null,
  });
  return toDepot(only(rows));
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceDepot(
  database: Database,
  id: number,
  input: DepotReplace,
): Promise<Depot | undefined> {
  const [row] = await queries.update(
    database,
    { id },
    {
      code: input.code,
      name: input.name,
      position: JSON.stringify(input.position),
      bays: input.bays ?? 0,
      open_from: input.openFrom ?? null,
    },
  );
  return row && toDepot(row);
}

/** Answers whether there was one to delete. */
export async function deleteDepot(database: Database, id: number): Promise<boolean> {
  const rows = await queries.remove(database, { id });
  return rows.length > 0;
}
