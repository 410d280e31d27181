/** A review, as the service stores it. */
export interface ReviewRecord {
  readonly id: string;
  readonly bookId: string;
  rating: number;
  title: string | null;
  text: string;
  reviewer: string;
  /** Never shown. */
  reviewerEmail?: string;
  readonly createdAt: string;
}

/** A review: as a client is shown it. */
export interface Review {
  id: string;
  bookId: string;
  rating: number;
  title: string | null;
  text: string;
  reviewer: string;
  createdAt: string;
}

/** A review: what a client sends to create one. */
export interface ReviewCreate {
  rating: number;
  title?: string | null;
  text: string;
  reviewer: string;
  reviewerEmail?: string;
}

/** A row of `reviews`, as either database gives it. */
export interface ReviewTable {
  id: string;
  book_id: string;
  rating: number | string;
  title: string | null;
  text: string;
  reviewer: string;
  reviewer_email: string | null;
  created_at: string;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const reviewColumns = [
  'id',
  'book_id',
  'rating',
  'title',
  'text',
  'reviewer',
  'reviewer_email',
  'created_at',
] as const;

export function toReviewRecord(row: ReviewTable): ReviewRecord {
  return {
    id: row.id,
    bookId: row.book_id,
    rating: Number(row.rating),
    title: row.title,
    text: row.text,
    reviewer: row.reviewer,
    ...(row.reviewer_email !== null && { reviewerEmail: row.reviewer_email }),
    createdAt: row.created_at,
  };
}

/** A review: as a client is shown it. */
export function toReview(review: ReviewRecord): Review {
  return {
    id: review.id,
    bookId: review.bookId,
    rating: review.rating,
    title: review.title,
    text: review.text,
    reviewer: review.reviewer,
    createdAt: review.createdAt,
  };
}
