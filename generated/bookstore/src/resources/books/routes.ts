import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type BookCreate, type BookPatch, type BookReplace } from '../../entities/book.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { isFresh, notModified, requireMatch, withEtag } from '../../http/conditional.ts';
import { contract } from '../../http/contract.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey, orderBy } from '../../listing.ts';
import { type BookFormat } from '../../schemas/book-format.ts';
import {
  type BookFilter,
  deleteBook,
  findBook,
  insertBook,
  listBooks,
  lockBook,
  replaceBook,
  updateBook,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [
  { column: 'created_at', direction: 'asc' },
  { column: 'id', direction: 'asc' },
];

/** The values of `sort`. */
const sortOrders = new Map<string, readonly SortKey[]>([
  ['title', [{ column: 'title', direction: 'asc' }]],
  ['-title', [{ column: 'title', direction: 'desc' }]],
  ['price', [{ column: 'price', direction: 'asc' }]],
  ['-price', [{ column: 'price', direction: 'desc' }]],
  ['publishedOn', [{ column: 'published_on', direction: 'asc', nullable: true }]],
  ['-publishedOn', [{ column: 'published_on', direction: 'desc', nullable: true }]],
]);

interface ListBooksQuery {
  q?: string;
  authorId?: string;
  genreSlug?: string;
  format?: BookFormat[];
  inPrint?: boolean;
  minPrice?: number;
  maxPrice?: number;
  publishedAfter?: string;
  sort: 'title' | '-title' | 'price' | '-price' | 'publishedOn' | '-publishedOn';
  cursor?: string;
  limit: number;
}

interface BookParams {
  bookId: string;
}

export const booksRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get<{ Querystring: ListBooksQuery }>('/books', contract('listBooks'), async (request) => {
    const limit = request.query.limit;
    const filter: BookFilter = {
      search: request.query.q,
      authorId: request.query.authorId,
      genreSlug: request.query.genreSlug,
      formatIn: request.query.format,
      inPrint: request.query.inPrint,
      priceFrom: request.query.minPrice,
      priceUpTo: request.query.maxPrice,
      publishedOnFrom: request.query.publishedAfter,
      permitted: await permitRows(request, { operation: 'listBooks' }),
    };
    const page = await listBooks(database, filter, {
      order: orderBy(sortOrders, request.query.sort, defaultOrder),
      limit,
      cursor: request.query.cursor,
      more: true,
    });
    return { items: page.items, nextCursor: page.next ?? null };
  });

  app.post<{ Body: BookCreate }>('/books', contract('createBook'), async (request, reply) => {
    await permit(request, { operation: 'createBook' });
    const created = await insertBook(database, request.body);
    withEtag(reply.status(201), created);
    return reply
      .header('location', `${request.server.basePath}/books/${encodeURIComponent(created.id)}`)
      .send(created);
  });

  app.get<{ Params: BookParams }>('/books/:bookId', contract('getBook'), async (request, reply) => {
    const found = await findBook(database, request.params.bookId);
    if (!found) throw notFound('book');
    await permit(request, { operation: 'getBook', row: found });
    withEtag(reply, found);
    if (isFresh(reply)) return notModified(reply).send();
    return reply.send(found);
  });

  app.put<{ Params: BookParams; Body: BookReplace }>(
    '/books/:bookId',
    contract('replaceBook'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockBook(transaction, request.params.bookId),
        async (row) => {
          await permit(request, { operation: 'replaceBook', row });
          requireMatch(request, row);
        },
        (database) => replaceBook(database, request.params.bookId, request.body),
      );
      if (!changed) throw notFound('book');
      return withEtag(reply.status(200), changed).send(changed);
    },
  );

  app.delete<{ Params: BookParams }>(
    '/books/:bookId',
    contract('deleteBook'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockBook(transaction, request.params.bookId),
        async (row) => {
          await permit(request, { operation: 'deleteBook', row });
          requireMatch(request, row);
        },
        (database) => deleteBook(database, request.params.bookId),
      );
      if (!deleted) throw notFound('book');
      return reply.status(204).send();
    },
  );

  app.patch<{ Params: BookParams; Body: BookPatch }>(
    '/books/:bookId',
    contract('updateBook', 'patch'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockBook(transaction, request.params.bookId),
        async (row) => {
          await permit(request, { operation: 'updateBook', row });
          requireMatch(request, row);
        },
        (database) => updateBook(database, request.params.bookId, request.body),
      );
      if (!changed) throw notFound('book');
      return withEtag(reply.status(200), changed).send(changed);
    },
  );
};
