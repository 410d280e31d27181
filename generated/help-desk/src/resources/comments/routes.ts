import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type CommentCreate } from '../../entities/comment.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey } from '../../listing.ts';
import { findTicket } from '../tickets/repository.ts';
import {
  type CommentFilter,
  countComments,
  deleteComment,
  insertComment,
  listComments,
  lockComment,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [
  { column: 'created_at', direction: 'asc' },
  { column: 'id', direction: 'asc' },
];

interface ListCommentsParams {
  ticketId: string;
}

interface ListCommentsQuery {
  internal?: boolean;
  page: number;
  per_page: number;
}

interface CommentParams {
  ticketId: string;
  commentId: string;
}

export const commentsRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get<{ Params: ListCommentsParams; Querystring: ListCommentsQuery }>(
    '/tickets/:ticketId/comments',
    contract('listComments'),
    async (request) => {
      if (!(await findTicket(database, request.params.ticketId))) throw notFound('ticket');
      const limit = request.query.per_page;
      const number = request.query.page;
      const filter: CommentFilter = {
        ticketId: request.params.ticketId,
        internal: request.query.internal,
        permitted: await permitRows(request, { operation: 'listComments' }),
      };
      const page = await listComments(database, filter, {
        order: defaultOrder,
        limit,
        offset: (number - 1) * limit,
      });
      const total = await countComments(database, filter);
      return {
        data: page.items,
        meta: {
          page: number,
          perPage: limit,
          total,
          totalPages: Math.ceil(total / Math.max(limit, 1)),
        },
      };
    },
  );

  app.post<{ Params: ListCommentsParams; Body: CommentCreate }>(
    '/tickets/:ticketId/comments',
    contract('createComment'),
    async (request, reply) => {
      if (!(await findTicket(database, request.params.ticketId))) throw notFound('ticket');
      await permit(request, { operation: 'createComment' });
      const created = await insertComment(database, request.params.ticketId, request.body);
      return reply.status(201).send({ data: created });
    },
  );

  app.delete<{ Params: CommentParams }>(
    '/tickets/:ticketId/comments/:commentId',
    contract('deleteComment'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) =>
          lockComment(transaction, request.params.ticketId, request.params.commentId),
        (row) => permit(request, { operation: 'deleteComment', row }),
        (database) => deleteComment(database, request.params.ticketId, request.params.commentId),
      );
      if (!deleted) throw notFound('comment');
      return reply.status(204).send();
    },
  );
};
