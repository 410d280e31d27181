import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type DriverCreate, type DriverReplace } from '../../entities/driver.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { linkHeader, pageUrl } from '../../http/links.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey } from '../../listing.ts';
import {
  type DriverFilter,
  countDrivers,
  deleteDriver,
  findDriver,
  insertDriver,
  listDrivers,
  lockDriver,
  replaceDriver,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [{ column: 'id', direction: 'asc' }];

interface ListDriversQuery {
  name?: string;
  limit: number;
  offset: number;
}

interface DriverParams {
  driverId: number;
}

export const driversRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get<{ Querystring: ListDriversQuery }>(
    '/drivers',
    contract('listDrivers'),
    async (request, reply) => {
      const limit = request.query.limit;
      const offset = request.query.offset;
      const filter: DriverFilter = {
        name: request.query.name,
        permitted: await permitRows(request, { operation: 'listDrivers' }),
      };
      const page = await listDrivers(database, filter, {
        order: defaultOrder,
        limit,
        offset,
        more: true,
      });
      const total = await countDrivers(database, filter);
      reply.header('x-total-count', String(total));
      const next = page.hasMore ? pageUrl(request, { offset: offset + limit }) : undefined;
      if (next !== undefined) reply.header('link', linkHeader({ next }));
      return page.items;
    },
  );

  app.post<{ Body: DriverCreate }>('/drivers', contract('createDriver'), async (request, reply) => {
    await permit(request, { operation: 'createDriver' });
    const created = await insertDriver(database, request.body);
    return reply
      .status(201)
      .header('location', `${request.server.basePath}/drivers/${encodeURIComponent(created.id)}`)
      .send(created);
  });

  app.get<{ Params: DriverParams }>(
    '/drivers/:driverId',
    contract('getDriver'),
    async (request) => {
      const found = await findDriver(database, request.params.driverId);
      if (!found) throw notFound('driver');
      await permit(request, { operation: 'getDriver', row: found });
      return found;
    },
  );

  app.put<{ Params: DriverParams; Body: DriverReplace }>(
    '/drivers/:driverId',
    contract('replaceDriver'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockDriver(transaction, request.params.driverId),
        (row) => permit(request, { operation: 'replaceDriver', row }),
        (database) => replaceDriver(database, request.params.driverId, request.body),
      );
      if (!changed) throw notFound('driver');
      return reply.status(200).send(changed);
    },
  );

  app.delete<{ Params: DriverParams }>(
    '/drivers/:driverId',
    contract('deleteDriver'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockDriver(transaction, request.params.driverId),
        (row) => permit(request, { operation: 'deleteDriver', row }),
        (database) => deleteDriver(database, request.params.driverId),
      );
      if (!deleted) throw notFound('driver');
      return reply.status(204).send();
    },
  );
};
