import { type Database } from '../../database.ts';
import { type Genre, type GenreCreate, toGenre } from '../../entities/genre.ts';
import { type PageOf, type PageRequest, readPage } from '../../listing.ts';

/** What a list of genre rows can be narrowed by. */
export interface GenreFilter {}

export async function listGenres(
  database: Database,
  filter: GenreFilter,
  window: PageRequest,
): Promise<PageOf<Genre>> {
  const page = await readPage(database, selectGenres(database, filter).selectAll(), window);
  return { ...page, items: page.items.map(toGenre) };
}

function selectGenres(database: Database, filter: GenreFilter) {
  const query = database.selectFrom('genres');
  return query;
}

export async function findGenre(database: Database, slug: string): Promise<Genre | undefined> {
  const row = await database
    .selectFrom('genres')
    .selectAll()
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row && toGenre(row);
}

export async function insertGenre(database: Database, input: GenreCreate): Promise<Genre> {
  const row = await database
    .insertInto('genres')
    .values({ slug: input.slug, label: input.label, shelf: input.shelf ?? null })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toGenre(row);
}

/** Answers what was deleted, or `undefined` when there was nothing to delete. */
export async function deleteGenre(database: Database, slug: string): Promise<Genre | undefined> {
  const row = await database
    .deleteFrom('genres')
    .where('slug', '=', slug)
    .returningAll()
    .executeTakeFirst();
  return row && toGenre(row);
}
