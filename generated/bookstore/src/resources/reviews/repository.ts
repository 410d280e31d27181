import { randomUUID } from 'node:crypto';
import { type Database } from '../../database.ts';
import { type ReviewCreate, type ReviewRecord, toReviewRecord } from '../../entities/review.ts';
import { type PageOf, type PageRequest, readPage } from '../../listing.ts';

/** What a list of review rows can be narrowed by. */
export interface ReviewFilter {
  bookId?: string | undefined;
  rating?: number | undefined;
}

export async function listReviews(
  database: Database,
  filter: ReviewFilter,
  window: PageRequest,
): Promise<PageOf<ReviewRecord>> {
  const page = await readPage(database, selectReviews(database, filter).selectAll(), window);
  return { ...page, items: page.items.map(toReviewRecord) };
}

function selectReviews(database: Database, filter: ReviewFilter) {
  let query = database.selectFrom('reviews');
  if (filter.bookId !== undefined) query = query.where('book_id', '=', filter.bookId);
  if (filter.rating !== undefined) query = query.where('rating', '=', filter.rating);
  return query;
}

export async function findReview(
  database: Database,
  bookId: string,
  id: string,
): Promise<ReviewRecord | undefined> {
  const row = await database
    .selectFrom('reviews')
    .selectAll()
    .where('book_id', '=', bookId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toReviewRecord(row);
}

export async function insertReview(
  database: Database,
  bookId: string,
  input: ReviewCreate,
): Promise<ReviewRecord> {
  const row = await database
    .insertInto('reviews')
    .values({
      id: randomUUID(),
      book_id: bookId,
      rating: input.rating,
      title: input.title ?? null,
      text: input.text,
      reviewer: input.reviewer,
      reviewer_email: input.reviewerEmail ?? null,
      created_at: new Date().toISOString(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toReviewRecord(row);
}

/** Answers what was deleted, or `undefined` when there was nothing to delete. */
export async function deleteReview(
  database: Database,
  bookId: string,
  id: string,
): Promise<ReviewRecord | undefined> {
  const row = await database
    .deleteFrom('reviews')
    .where('book_id', '=', bookId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toReviewRecord(row);
}
