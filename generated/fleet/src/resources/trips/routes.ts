import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type TripInput, type TripInput2 } from '../../entities/trip.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { linkHeader, pageUrl } from '../../http/links.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey } from '../../listing.ts';
import { type TripStatus } from '../../schemas/trip-status.ts';
import {
  type TripFilter,
  countTrips,
  deleteTrip,
  findTrip,
  insertTrip,
  listTrips,
  lockTrip,
  replaceTrip,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [{ column: 'id', direction: 'asc' }];

interface ListTripsQuery {
  vehicleId?: number;
  status: TripStatus & ('planned' | 'under-way' | 'done' | 'cancelled');
  departedFrom?: string;
  departedTo?: string;
  limit: number;
  offset: number;
}

interface TripParams {
  tripId: number;
}

export const tripsRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get<{ Querystring: ListTripsQuery }>(
    '/trips',
    contract('listTrips'),
    async (request, reply) => {
      const limit = request.query.limit;
      const offset = request.query.offset;
      const filter: TripFilter = {
        vehicleId: request.query.vehicleId,
        status: request.query.status,
        departedAtFrom: request.query.departedFrom,
        departedAtBelow: request.query.departedTo,
        permitted: await permitRows(request, { operation: 'listTrips' }),
      };
      const page = await listTrips(database, filter, {
        order: defaultOrder,
        limit,
        offset,
        more: true,
      });
      const total = await countTrips(database, filter);
      reply.header('x-total-count', String(total));
      const next = page.hasMore ? pageUrl(request, { offset: offset + limit }) : undefined;
      if (next !== undefined) reply.header('link', linkHeader({ next }));
      return page.items;
    },
  );

  app.post<{ Body: TripInput }>('/trips', contract('createTrip'), async (request, reply) => {
    await permit(request, { operation: 'createTrip' });
    const created = await insertTrip(database, request.body);
    return reply
      .status(201)
      .header('location', `${request.server.basePath}/trips/${encodeURIComponent(created.id)}`)
      .send(created);
  });

  app.get<{ Params: TripParams }>('/trips/:tripId', contract('getTrip'), async (request) => {
    const found = await findTrip(database, request.params.tripId);
    if (!found) throw notFound('trip');
    await permit(request, { operation: 'getTrip', row: found });
    return found;
  });

  app.put<{ Params: TripParams; Body: TripInput2 }>(
    '/trips/:tripId',
    contract('replaceTrip'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockTrip(transaction, request.params.tripId),
        (row) => permit(request, { operation: 'replaceTrip', row }),
        (database) => replaceTrip(database, request.params.tripId, request.body),
      );
      if (!changed) throw notFound('trip');
      return reply.status(200).send(changed);
    },
  );

  app.delete<{ Params: TripParams }>(
    '/trips/:tripId',
    contract('deleteTrip'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockTrip(transaction, request.params.tripId),
        (row) => permit(request, { operation: 'deleteTrip', row }),
        (database) => deleteTrip(database, request.params.tripId),
      );
      if (!deleted) throw notFound('trip');
      return reply.status(204).send();
    },
  );
};
