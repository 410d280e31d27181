import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type GenreCreate } from '../../entities/genre.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey } from '../../listing.ts';
import {
  type GenreFilter,
  deleteGenre,
  findGenre,
  insertGenre,
  listGenres,
  lockGenre,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [{ column: 'slug', direction: 'asc' }];

interface GenreParams {
  slug: string;
}

export const genresRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get('/genres', contract('listGenres'), async (request) => {
    const filter: GenreFilter = {
      permitted: await permitRows(request, { operation: 'listGenres' }),
    };
    const page = await listGenres(database, filter, { order: defaultOrder });
    return page.items;
  });

  app.post<{ Body: GenreCreate }>('/genres', contract('createGenre'), async (request, reply) => {
    await permit(request, { operation: 'createGenre' });
    const created = await insertGenre(database, request.body);
    return reply
      .status(201)
      .header('location', `${request.server.basePath}/genres/${encodeURIComponent(created.slug)}`)
      .send(created);
  });

  app.get<{ Params: GenreParams }>('/genres/:slug', contract('getGenre'), async (request) => {
    const found = await findGenre(database, request.params.slug);
    if (!found) throw notFound('genre');
    await permit(request, { operation: 'getGenre', row: found });
    return found;
  });

  app.delete<{ Params: GenreParams }>(
    '/genres/:slug',
    contract('deleteGenre'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockGenre(transaction, request.params.slug),
        (row) => permit(request, { operation: 'deleteGenre', row }),
        (database) => deleteGenre(database, request.params.slug),
      );
      if (!deleted) throw notFound('genre');
      return reply.status(204).send();
    },
  );
};
