import { type Expression, type InsertObject, type SqlBool, type UpdateObject } from 'kysely';
import { randomUUID } from 'node:crypto';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import {
  type Author,
  type AuthorCreate,
  type AuthorReplace,
  authorColumns,
  toAuthor,
} from '../../entities/author.ts';
import { type PageOf, type PageRequest, containsText, preparedPages } from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: AuthorFilter) =>
    selectAuthors(database, filter).select(authorColumns),
  ),
  find: lookup((database: Database, key: { id: string }) =>
    database.selectFrom('authors').select(authorColumns).where('id', '=', key.id),
  ),
  lock: prepared((database: Database, key: { id: string }) =>
    forUpdate(
      database,
      database.selectFrom('authors').select(authorColumns).where('id', '=', key.id),
    ),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'authors'>) =>
    database.insertInto('authors').values(values).returning(authorColumns),
  ),
  update: prepared(
    (database: Database, key: { id: string }, values: UpdateObject<Tables, 'authors'>) =>
      database.updateTable('authors').set(values).where('id', '=', key.id).returning(authorColumns),
  ),
  remove: prepared((database: Database, key: { id: string }) =>
    database.deleteFrom('authors').where('id', '=', key.id).returning('id'),
  ),
};

/** What a list of author rows can be narrowed by. */
export interface AuthorFilter {
  search?: string | undefined;
  country?: string | undefined;
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listAuthors(
  database: Database,
  filter: AuthorFilter,
  window: PageRequest,
): Promise<PageOf<Author>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: page.items.map(toAuthor) };
}

function selectAuthors(database: Database, filter: AuthorFilter) {
  let query = database.selectFrom('authors');
  if (filter.search !== undefined)
    query = query.where(containsText(['name', 'biography', 'country', 'website'], filter.search));
  if (filter.country !== undefined) query = query.where('country', '=', filter.country);
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findAuthor(database: Database, id: string): Promise<Author | undefined> {
  const [row] = await queries.find(database, { id });
  return row && toAuthor(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockAuthor(database: Database, id: string): Promise<Author | undefined> {
  const [row] = await queries.lock(database, { id });
  return row && toAuthor(row);
}

export async function insertAuthor(database: Database, input: AuthorCreate): Promise<Author> {
  const rows = await queries.insert(database, {
    id: randomUUID(),
    name: input.name,
    biography: input.biography ?? null,
    born_on: input.bornOn ?? null,
    country: input.country ?? null,
    website: input.website ?? null,
    created_at: new Date().toISOString(),
  });
  return toAuthor(only(rows));
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceAuthor(
  database: Database,
  id: string,
  input: AuthorReplace,
): Promise<Author | undefined> {
  const [row] = await queries.update(
    database,
    { id },
    {
      name: input.name,
      biography: input.biography ?? null,
      born_on: input.bornOn ?? null,
      country: input.country ?? null,
      website: input.website ?? null,
    },
  );
  return row && toAuthor(row);
}

/** Answers whether there was one to delete. */
export async function deleteAuthor(database: Database, id: string): Promise<boolean> {
  const rows = await queries.remove(database, { id });
  return rows.length > 0;
}
