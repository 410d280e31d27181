import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type AuthorCreate, type AuthorReplace } from '../../entities/author.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey, orderBy } from '../../listing.ts';
import {
  type AuthorFilter,
  deleteAuthor,
  findAuthor,
  insertAuthor,
  listAuthors,
  lockAuthor,
  replaceAuthor,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [
  { column: 'created_at', direction: 'asc' },
  { column: 'id', direction: 'asc' },
];

/** The values of `sort`. */
const sortOrders = new Map<string, readonly SortKey[]>([
  ['name', [{ column: 'name', direction: 'asc' }]],
  ['-name', [{ column: 'name', direction: 'desc' }]],
  ['bornOn', [{ column: 'born_on', direction: 'asc', nullable: true }]],
  ['-bornOn', [{ column: 'born_on', direction: 'desc', nullable: true }]],
]);

interface ListAuthorsQuery {
  q?: string;
  country?: string;
  sort: 'name' | '-name' | 'bornOn' | '-bornOn';
  limit: number;
  offset: number;
}

interface AuthorParams {
  authorId: string;
}

export const authorsRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get<{ Querystring: ListAuthorsQuery }>(
    '/authors',
    contract('listAuthors'),
    async (request) => {
      const limit = request.query.limit;
      const offset = request.query.offset;
      const filter: AuthorFilter = {
        search: request.query.q,
        country: request.query.country,
        permitted: await permitRows(request, { operation: 'listAuthors' }),
      };
      const page = await listAuthors(database, filter, {
        order: orderBy(sortOrders, request.query.sort, defaultOrder),
        limit,
        offset,
      });
      return page.items;
    },
  );

  app.post<{ Body: AuthorCreate }>('/authors', contract('createAuthor'), async (request, reply) => {
    await permit(request, { operation: 'createAuthor' });
    const created = await insertAuthor(database, request.body);
    return reply
      .status(201)
      .header('location', `${request.server.basePath}/authors/${encodeURIComponent(created.id)}`)
      .send(created);
  });

  app.get<{ Params: AuthorParams }>(
    '/authors/:authorId',
    contract('getAuthor'),
    async (request) => {
      const found = await findAuthor(database, request.params.authorId);
      if (!found) throw notFound('author');
      await permit(request, { operation: 'getAuthor', row: found });
      return found;
    },
  );

  app.put<{ Params: AuthorParams; Body: AuthorReplace }>(
    '/authors/:authorId',
    contract('replaceAuthor'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockAuthor(transaction, request.params.authorId),
        (row) => permit(request, { operation: 'replaceAuthor', row }),
        (database) => replaceAuthor(database, request.params.authorId, request.body),
      );
      if (!changed) throw notFound('author');
      return reply.status(200).send(changed);
    },
  );

  app.delete<{ Params: AuthorParams }>(
    '/authors/:authorId',
    contract('deleteAuthor'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockAuthor(transaction, request.params.authorId),
        (row) => permit(request, { operation: 'deleteAuthor', row }),
        (database) => deleteAuthor(database, request.params.authorId),
      );
      if (!deleted) throw notFound('author');
      return reply.status(204).send();
    },
  );
};
