import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type ReviewCreate, toReview } from '../../entities/review.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey } from '../../listing.ts';
import { findBook } from '../books/repository.ts';
import {
  type ReviewFilter,
  deleteReview,
  findReview,
  insertReview,
  listReviews,
  lockReview,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [
  { column: 'created_at', direction: 'asc' },
  { column: 'id', direction: 'asc' },
];

interface ListReviewsParams {
  bookId: string;
}

interface ListReviewsQuery {
  rating?: number;
  cursor?: string;
  limit: number;
}

interface ReviewParams {
  bookId: string;
  reviewId: string;
}

export const reviewsRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get<{ Params: ListReviewsParams; Querystring: ListReviewsQuery }>(
    '/books/:bookId/reviews',
    contract('listReviews'),
    async (request) => {
      if (!(await findBook(database, request.params.bookId))) throw notFound('book');
      const limit = request.query.limit;
      const filter: ReviewFilter = {
        bookId: request.params.bookId,
        rating: request.query.rating,
        permitted: await permitRows(request, { operation: 'listReviews' }),
      };
      const page = await listReviews(database, filter, {
        order: defaultOrder,
        limit,
        cursor: request.query.cursor,
        more: true,
      });
      return { items: page.items.map(toReview), nextCursor: page.next ?? null };
    },
  );

  app.post<{ Params: ListReviewsParams; Body: ReviewCreate }>(
    '/books/:bookId/reviews',
    contract('createReview'),
    async (request, reply) => {
      if (!(await findBook(database, request.params.bookId))) throw notFound('book');
      await permit(request, { operation: 'createReview' });
      const created = await insertReview(database, request.params.bookId, request.body);
      return reply
        .status(201)
        .header(
          'location',
          `${request.server.basePath}/books/${encodeURIComponent(created.bookId)}/reviews/${encodeURIComponent(created.id)}`,
        )
        .send(toReview(created));
    },
  );

  app.get<{ Params: ReviewParams }>(
    '/books/:bookId/reviews/:reviewId',
    contract('getReview'),
    async (request) => {
      const found = await findReview(database, request.params.bookId, request.params.reviewId);
      if (!found) throw notFound('review');
      await permit(request, { operation: 'getReview', row: found });
      return toReview(found);
    },
  );

  app.delete<{ Params: ReviewParams }>(
    '/books/:bookId/reviews/:reviewId',
    contract('deleteReview'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockReview(transaction, request.params.bookId, request.params.reviewId),
        (row) => permit(request, { operation: 'deleteReview', row }),
        (database) => deleteReview(database, request.params.bookId, request.params.reviewId),
      );
      if (!deleted) throw notFound('review');
      return reply.status(204).send();
    },
  );
};
