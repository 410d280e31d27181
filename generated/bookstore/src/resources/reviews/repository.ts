import { type Expression, type InsertObject, type SqlBool } from 'kysely';
import { randomUUID } from 'node:crypto';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import {
  type ReviewCreate,
  type ReviewRecord,
  reviewColumns,
  toReviewRecord,
} from '../../entities/review.ts';
import { type PageOf, type PageRequest, preparedPages } from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: ReviewFilter) =>
    selectReviews(database, filter).select(reviewColumns),
  ),
  find: lookup((database: Database, key: { bookId: string; id: string }) =>
    database
      .selectFrom('reviews')
      .select(reviewColumns)
      .where('book_id', '=', key.bookId)
      .where('id', '=', key.id),
  ),
  lock: prepared((database: Database, key: { bookId: string; id: string }) =>
    forUpdate(
      database,
      database
        .selectFrom('reviews')
        .select(reviewColumns)
        .where('book_id', '=', key.bookId)
        .where('id', '=', key.id),
    ),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'reviews'>) =>
    database.insertInto('reviews').values(values).returning(reviewColumns),
  ),
  remove: prepared((database: Database, key: { bookId: string; id: string }) =>
    database
      .deleteFrom('reviews')
      .where('book_id', '=', key.bookId)
      .where('id', '=', key.id)
      .returning('book_id'),
  ),
};

/** What a list of review rows can be narrowed by. */
export interface ReviewFilter {
  bookId?: string | undefined;
  rating?: number | undefined;
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listReviews(
  database: Database,
  filter: ReviewFilter,
  window: PageRequest,
): Promise<PageOf<ReviewRecord>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: page.items.map(toReviewRecord) };
}

function selectReviews(database: Database, filter: ReviewFilter) {
  let query = database.selectFrom('reviews');
  if (filter.bookId !== undefined) query = query.where('book_id', '=', filter.bookId);
  if (filter.rating !== undefined) query = query.where('rating', '=', filter.rating);
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findReview(
  database: Database,
  bookId: string,
  id: string,
): Promise<ReviewRecord | undefined> {
  const [row] = await queries.find(database, { bookId, id });
  return row && toReviewRecord(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockReview(
  database: Database,
  bookId: string,
  id: string,
): Promise<ReviewRecord | undefined> {
  const [row] = await queries.lock(database, { bookId, id });
  return row && toReviewRecord(row);
}

export async function insertReview(
  database: Database,
  bookId: string,
  input: ReviewCreate,
): Promise<ReviewRecord> {
  const rows = await queries.insert(database, {
    id: randomUUID(),
    book_id: bookId,
    rating: input.rating,
    title: input.title ?? null,
    text: input.text,
    reviewer: input.reviewer,
    reviewer_email: input.reviewerEmail ?? null,
    created_at: new Date().toISOString(),
  });
  return toReviewRecord(only(rows));
}

/** Answers whether there was one to delete. */
export async function deleteReview(
  database: Database,
  bookId: string,
  id: string,
): Promise<boolean> {
  const rows = await queries.remove(database, { bookId, id });
  return rows.length > 0;
}
