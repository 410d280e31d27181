import { type Expression, type InsertObject, type SqlBool, type UpdateObject } from 'kysely';
import { randomUUID } from 'node:crypto';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import {
  type Book,
  type BookCreate,
  type BookPatch,
  type BookReplace,
  bookColumns,
  toBook,
} from '../../entities/book.ts';
import { jsonColumn } from '../../http/json.ts';
import { mergePatch } from '../../http/merge-patch.ts';
import {
  type PageOf,
  type PageRequest,
  containsText,
  orNone,
  preparedPages,
} from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';
import { type BookFormat } from '../../schemas/book-format.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: BookFilter) =>
    selectBooks(database, filter).select(bookColumns),
  ),
  find: lookup((database: Database, key: { id: string }) =>
    database.selectFrom('books').select(bookColumns).where('id', '=', key.id),
  ),
  lock: prepared((database: Database, key: { id: string }) =>
    forUpdate(database, database.selectFrom('books').select(bookColumns).where('id', '=', key.id)),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'books'>) =>
    database.insertInto('books').values(values).returning(bookColumns),
  ),
  update: prepared(
    (database: Database, key: { id: string }, values: UpdateObject<Tables, 'books'>) =>
      database.updateTable('books').set(values).where('id', '=', key.id).returning(bookColumns),
  ),
  remove: prepared((database: Database, key: { id: string }) =>
    database.deleteFrom('books').where('id', '=', key.id).returning('id'),
  ),
};

/** What a list of book rows can be narrowed by. */
export interface BookFilter {
  search?: string | undefined;
  authorId?: string | undefined;
  genreSlug?: string | undefined;
  formatIn?: readonly BookFormat[] | undefined;
  inPrint?: boolean | undefined;
  priceFrom?: number | undefined;
  priceUpTo?: number | undefined;
  publishedOnFrom?: string | undefined;
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listBooks(
  database: Database,
  filter: BookFilter,
  window: PageRequest,
): Promise<PageOf<Book>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: page.items.map(toBook) };
}

function selectBooks(database: Database, filter: BookFilter) {
  let query = database.selectFrom('books');
  if (filter.search !== undefined)
    query = query.where(
      containsText(['title', 'subtitle', 'isbn', 'genre_slug', 'blurb'], filter.search),
    );
  if (filter.authorId !== undefined) query = query.where('author_id', '=', filter.authorId);
  if (filter.genreSlug !== undefined) query = query.where('genre_slug', '=', filter.genreSlug);
  if (filter.formatIn !== undefined) query = query.where('format', 'in', orNone(filter.formatIn));
  if (filter.inPrint !== undefined) query = query.where('in_print', '=', filter.inPrint);
  if (filter.priceFrom !== undefined) query = query.where('price', '>=', filter.priceFrom);
  if (filter.priceUpTo !== undefined) query = query.where('price', '<=', filter.priceUpTo);
  if (filter.publishedOnFrom !== undefined)
    query = query.where('published_on', '>=', filter.publishedOnFrom);
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findBook(database: Database, id: string): Promise<Book | undefined> {
  const [row] = await queries.find(database, { id });
  return row && toBook(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockBook(database: Database, id: string): Promise<Book | undefined> {
  const [row] = await queries.lock(database, { id });
  return row && toBook(row);
}

export async function insertBook(database: Database, input: BookCreate): Promise<Book> {
  const rows = await queries.insert(database, {
    id: randomUUID(),
    title: input.title,
    subtitle: input.subtitle ?? null,
    isbn: input.isbn,
    author_id: input.authorId,
    genre_slug: input.genreSlug ?? null,
    format: input.format,
    price: input.price,
    pages: input.pages ?? null,
    in_print: input.inPrint ?? true,
    published_on: input.publishedOn ?? null,
    tags: input.tags === undefined ? '[]' : JSON.stringify(input.tags),
    dimensions: jsonColumn(input.dimensions),
    blurb: input.blurb ?? null,
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
  });
  return toBook(only(rows));
}

/** Sets every field that a client may write; what is left out is emptied. */
export async function replaceBook(
  database: Database,
  id: string,
  input: BookReplace,
): Promise<Book | undefined> {
  const [row] = await queries.update(
    database,
    { id },
    {
      title: input.title,
      subtitle: input.subtitle ?? null,
      isbn: input.isbn,
      author_id: input.authorId,
      genre_slug: input.genreSlug ?? null,
      format: input.format,
      price: input.price,
      pages: input.pages ?? null,
      in_print: input.inPrint ?? true,
      published_on: input.publishedOn ?? null,
      tags: input.tags === undefined ? '[]' : JSON.stringify(input.tags),
      dimensions: jsonColumn(input.dimensions),
      blurb: input.blurb ?? null,
      updated_at: new Date().toISOString(),
    },
  );
  return row && toBook(row);
}

/** Changes what is given and leaves the rest. */
export async function updateBook(
  database: Database,
  id: string,
  changes: BookPatch,
): Promise<Book | undefined> {
  const current = await findBook(database, id);
  if (!current) return undefined;
  const [row] = await queries.update(
    database,
    { id },
    {
      title: changes.title,
      subtitle: changes.subtitle,
      genre_slug: changes.genreSlug,
      price: changes.price,
      in_print: changes.inPrint,
      published_on: changes.publishedOn,
      tags: changes.tags === undefined ? undefined : JSON.stringify(changes.tags),
      dimensions:
        changes.dimensions === undefined
          ? undefined
          : jsonColumn(mergePatch(current.dimensions, changes.dimensions)),
      blurb: changes.blurb,
      updated_at: new Date().toISOString(),
    },
  );
  return row && toBook(row);
}

/** Answers whether there was one to delete. */
export async function deleteBook(database: Database, id: string): Promise<boolean> {
  const rows = await queries.remove(database, { id });
  return rows.length > 0;
}
