import { type Expression, type InsertObject, type SqlBool } from 'kysely';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import { type Genre, type GenreCreate, genreColumns, toGenre } from '../../entities/genre.ts';
import { type PageOf, type PageRequest, preparedPages } from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: GenreFilter) =>
    selectGenres(database, filter).select(genreColumns),
  ),
  find: lookup((database: Database, key: { slug: string }) =>
    database.selectFrom('genres').select(genreColumns).where('slug', '=', key.slug),
  ),
  lock: prepared((database: Database, key: { slug: string }) =>
    forUpdate(
      database,
      database.selectFrom('genres').select(genreColumns).where('slug', '=', key.slug),
    ),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'genres'>) =>
    database.insertInto('genres').values(values).returning(genreColumns),
  ),
  remove: prepared((database: Database, key: { slug: string }) =>
    database.deleteFrom('genres').where('slug', '=', key.slug).returning('slug'),
  ),
};

/** What a list of genre rows can be narrowed by. */
export interface GenreFilter {
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listGenres(
  database: Database,
  filter: GenreFilter,
  window: PageRequest,
): Promise<PageOf<Genre>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: page.items.map(toGenre) };
}

function selectGenres(database: Database, filter: GenreFilter) {
  let query = database.selectFrom('genres');
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findGenre(database: Database, slug: string): Promise<Genre | undefined> {
  const [row] = await queries.find(database, { slug });
  return row && toGenre(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockGenre(database: Database, slug: string): Promise<Genre | undefined> {
  const [row] = await queries.lock(database, { slug });
  return row && toGenre(row);
}

export async function insertGenre(database: Database, input: GenreCreate): Promise<Genre> {
  const rows = await queries.insert(database, {
    slug: input.slug,
    label: input.label,
    shelf: input.shelf ?? null,
  });
  return toGenre(only(rows));
}

/** Answers whether there was one to delete. */
export async function deleteGenre(database: Database, slug: string): Promise<boolean> {
  const rows = await queries.remove(database, { slug });
  return rows.length > 0;
}
