import { randomUUID } from 'node:crypto';
import { type Database } from '../../database.ts';
import {
  type Author,
  type AuthorCreate,
  type AuthorReplace,
  toAuthor,
} from '../../entities/author.ts';
import { type PageOf, type PageRequest, containsText, readPage } from '../../listing.ts';

/** What a list of author rows can be narrowed by. */
export interface AuthorFilter {
  search?: string | undefined;
  country?: string | undefined;
}

export async function listAuthors(
  database: Database,
  filter: AuthorFilter,
  window: PageRequest,
): Promise<PageOf<Author>> {
  const page = await readPage(database, selectAuthors(database, filter).selectAll(), window);
  return { ...page, items: page.items.map(toAuthor) };
}

function selectAuthors(database: Database, filter: AuthorFilter) {
  let query = database.selectFrom('authors');
  if (filter.search !== undefined)
    query = query.where(containsText(['name', 'biography', 'country', 'website'], filter.search));
  if (filter.country !== undefined) query = query.where('country', '=', filter.country);
  return query;
}

export async function findAuthor(database: Database, id: string): Promise<Author | undefined> {
  const row = await database
    .selectFrom('authors')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toAuthor(row);
}

export async function insertAuthor(database: Database, input: AuthorCreate): Promise<Author> {
  const row = await database
    .insertInto('authors')
    .values({
      id: randomUUID(),
      name: input.name,
      biography: input.biography ?? null,
      born_on: input.bornOn ?? null,
      country: input.country ?? null,
      website: input.website ?? null,
      created_at: new Date().toISOString(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toAuthor(row);
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceAuthor(
  database: Database,
  id: string,
  input: AuthorReplace,
): Promise<Author | undefined> {
  const row = await database
    .updateTable('authors')
    .set({
      name: input.name,
      biography: input.biography ?? null,
      born_on: input.bornOn ?? null,
      country: input.country ?? null,
      website: input.website ?? null,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toAuthor(row);
}

/** Answers what was deleted, or `undefined` when there was nothing to delete. */
export async function deleteAuthor(database: Database, id: string): Promise<Author | undefined> {
  const row = await database
    .deleteFrom('authors')
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toAuthor(row);
}
