import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type GenreCreate } from '../../entities/genre.ts';
import { contract } from '../../http/contract.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey } from '../../listing.ts';
import { deleteGenre, findGenre, insertGenre, listGenres } from './repository.ts';

const defaultOrder: readonly SortKey[] = [{ column: 'slug', direction: 'asc' }];

interface GenreParams {
  slug: string;
}

export const genresRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get('/genres', contract('listGenres'), async () => {
    const filter = {};
    const page = await listGenres(database, filter, { order: defaultOrder });
    return page.items;
  });

  app.post<{ Body: GenreCreate }>('/genres', contract('createGenre'), async (request, reply) => {
    const created = await insertGenre(database, request.body);
    return reply
      .status(201)
      .header('location', `/genres/${encodeURIComponent(created.slug)}`)
      .send(created);
  });

  app.get<{ Params: GenreParams }>('/genres/:slug', contract('getGenre'), async (request) => {
    const found = await findGenre(database, request.params.slug);
    if (!found) throw notFound('genre');
    return found;
  });

  app.delete<{ Params: GenreParams }>(
    '/genres/:slug',
    contract('deleteGenre'),
    async (request, reply) => {
      const deleted = await deleteGenre(database, request.params.slug);
      if (!deleted) throw notFound('genre');
      return reply.status(204).send();
    },
  );
};
