import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type DepotCreate, type DepotReplace } from '../../entities/depot.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { linkHeader, pageUrl } from '../../http/links.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey } from '../../listing.ts';
import {
  type DepotFilter,
  countDepots,
  deleteDepot,
  findDepot,
  insertDepot,
  listDepots,
  lockDepot,
  replaceDepot,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [{ column: 'id', direction: 'asc' }];

interface ListDepotsQuery {
  limit: number;
  offset: number;
}

interface DepotParams {
  depotId: number;
}

export const depotsRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get<{ Querystring: ListDepotsQuery }>(
    '/depots',
    contract('listDepots'),
    async (request, reply) => {
      const limit = request.query.limit;
      const offset = request.query.offset;
      const filter: DepotFilter = {
        permitted: await permitRows(request, { operation: 'listDepots' }),
      };
      const page = await listDepots(database, filter, {
        order: defaultOrder,
        limit,
        offset,
        more: true,
      });
      const total = await countDepots(database, filter);
      reply.header('x-total-count', String(total));
      const next = page.hasMore ? pageUrl(request, { offset: offset + limit }) : undefined;
      if (next !== undefined) reply.header('link', linkHeader({ next }));
      return page.items;
    },
  );

  app.post<{ Body: DepotCreate }>('/depots', contract('createDepot'), async (request, reply) => {
    await permit(request, { operation: 'createDepot' });
    const created = await insertDepot(database, request.body);
    return reply
      .status(201)
      .header('location', `${request.server.basePath}/depots/${encodeURIComponent(created.id)}`)
      .send(created);
  });

  app.get<{ Params: DepotParams }>('/depots/:depotId', contract('getDepot'), async (request) => {
    const found = await findDepot(database, request.params.depotId);
    if (!found) throw notFound('depot');
    await permit(request, { operation: 'getDepot', row: found });
    return found;
  });

  app.put<{ Params: DepotParams; Body: DepotReplace }>(
    '/depots/:depotId',
    contract('replaceDepot'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockDepot(transaction, request.params.depotId),
        (row) => permit(request, { operation: 'replaceDepot', row }),
        (database) => replaceDepot(database, request.params.depotId, request.body),
      );
      if (!changed) throw notFound('depot');
      return reply.status(200).send(changed);
    },
  );

  app.delete<{ Params: DepotParams }>(
    '/depots/:depotId',
    contract('deleteDepot'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockDepot(transaction, request.params.depotId),
        (row) => permit(request, { operation: 'deleteDepot', row }),
        (database) => deleteDepot(database, request.params.depotId),
      );
      if (!deleted) throw notFound('depot');
      return reply.status(204).send();
    },
  );
};
