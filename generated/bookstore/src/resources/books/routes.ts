import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type BookCreate, type BookPatch, type BookReplace } from '../../entities/book.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { changeMatching, isFresh, notModified, withEtag } from '../../http/conditional.ts';
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
    const shown = created;
    withEtag(reply.status(201), shown);
    return reply
      .header('location', `${request.server.basePath}/books/${encodeURIComponent(created.id)}`)
      .send(shown);
  });

  app.get<{ Params: BookParams }>('/books/:bookId', contract('getBook'), async (request, reply) => {
    const found = await findBook(database, request.params.bookId);
    if (!found) throw notFound('book');
    await permit(request, { operation: 'getBook', row: found });
    const shown = found;
    withEtag(reply, shown);
    if (isFresh(reply)) return notModified(reply).send();
    return reply.send(shown);
  });

  app.put<{ Params: BookParams; Body: BookReplace }>(
    '/books/:bookId',
    contract('replaceBook'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockBook(transaction, request.params.bookId),
        (row) => permit(request, { operation: 'replaceBook', row }),
        (database) =>
          changeMatching(
            request,
            database,
            (transaction) => lockBook(transaction, request.params.bookId),
            (database) => replaceBook(database, request.params.bookId, request.body),
          ),
      );
      if (!changed) throw notFound('book');
      const shown = changed;
      return withEtag(reply.status(200), shown).send(shown);
    },
  );

  app.delete<{ Params: BookParams }>(
    '/books/:bookId',
    contract('deleteBook'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockBook(transaction, request.params.bookId),
        (row) => permit(request, { operation: 'deleteBook', row }),
        (database) =>
          changeMatching(
            request,
            database,
            (transaction) => lockBook(transaction, request.params.bookId),
            (database) => deleteBook(database, request.params.bookId),
          ),
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
        (row) => permit(request, { operation: 'updateBook', row }),
        (database) =>
          changeMatching(
            request,
            database,
            (transaction) => lockBook(transaction, request.params.bookId),
            (database) => updateBook(database, request.params.bookId, request.body),
          ),
      );
      if (!changed) throw notFound('book');
      const shown = changed;
      return withEtag(reply.status(200), shown).send(shown);
    },
  );
};
