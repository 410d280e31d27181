import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type VehicleCreate, type VehicleReplace } from '../../entities/vehicle.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { linkHeader, pageUrl } from '../../http/links.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey, orderBy } from '../../listing.ts';
import { type VehicleKind } from '../../schemas/vehicle-kind.ts';
import { findDepot } from '../depots/repository.ts';
import {
  type VehicleFilter,
  countVehicles,
  deleteVehicle,
  findVehicle,
  insertVehicle,
  listVehicles,
  lockVehicle,
  replaceVehicle,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [{ column: 'id', direction: 'asc' }];

/** The values of `sort`. */
const sortOrders = new Map<string, readonly SortKey[]>([
  ['plate', [{ column: 'plate', direction: 'asc' }]],
  ['-plate', [{ column: 'plate', direction: 'desc' }]],
  ['odometer', [{ column: 'odometer', direction: 'asc' }]],
  ['-odometer', [{ column: 'odometer', direction: 'desc' }]],
  ['firstRegistered', [{ column: 'first_registered', direction: 'asc', nullable: true }]],
  ['-firstRegistered', [{ column: 'first_registered', direction: 'desc', nullable: true }]],
]);

interface VehicleParams {
  vehicleId: number;
}

interface ListDepotVehiclesParams {
  depotId: number;
}

interface ListDepotVehiclesQuery {
  limit: number;
  offset: number;
}

interface ListVehiclesQuery {
  depotId?: number;
  kind?: VehicleKind & ('van' | 'truck' | 'bus' | 'cargo-bike');
  inService?: boolean;
  sort?: ('plate' | '-plate' | 'odometer' | '-odometer' | 'firstRegistered' | '-firstRegistered')[];
  limit: number;
  offset: number;
}

export const vehiclesRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.head<{ Params: VehicleParams }>(
    '/vehicles/:vehicleId',
    contract('vehicleExists'),
    async (request, reply) => {
      const found = await findVehicle(database, request.params.vehicleId);
      if (!found) throw notFound('vehicle');
      await permit(request, { operation: 'vehicleExists', row: found });
      return reply.status(200).send();
    },
  );

  app.get<{ Params: ListDepotVehiclesParams; Querystring: ListDepotVehiclesQuery }>(
    '/depots/:depotId/vehicles',
    contract('listDepotVehicles'),
    async (request, reply) => {
      if (!(await findDepot(database, request.params.depotId))) throw notFound('depot');
      const limit = request.query.limit;
      const offset = request.query.offset;
      const filter: VehicleFilter = {
        depotId: request.params.depotId,
        permitted: await permitRows(request, { operation: 'listDepotVehicles' }),
      };
      const page = await listVehicles(database, filter, {
        order: defaultOrder,
        limit,
        offset,
        more: true,
      });
      const total = await countVehicles(database, filter);
      reply.header('x-total-count', String(total));
      const next = page.hasMore ? pageUrl(request, { offset: offset + limit }) : undefined;
      if (next !== undefined) reply.header('link', linkHeader({ next }));
      return page.items;
    },
  );

  app.get<{ Querystring: ListVehiclesQuery }>(
    '/vehicles',
    contract('listVehicles'),
    async (request, reply) => {
      const limit = request.query.limit;
      const offset = request.query.offset;
      const filter: VehicleFilter = {
        depotId: request.query.depotId,
        kind: request.query.kind,
        inService: request.query.inService,
        permitted: await permitRows(request, { operation: 'listVehicles' }),
      };
      const page = await listVehicles(database, filter, {
        order: orderBy(sortOrders, request.query.sort, defaultOrder),
        limit,
        offset,
        more: true,
      });
      const total = await countVehicles(database, filter);
      reply.header('x-total-count', String(total));
      const next = page.hasMore ? pageUrl(request, { offset: offset + limit }) : undefined;
      if (next !== undefined) reply.header('link', linkHeader({ next }));
      return page.items;
    },
  );

  app.post<{ Body: VehicleCreate }>(
    '/vehicles',
    contract('createVehicle'),
    async (request, reply) => {
      await permit(request, { operation: 'createVehicle' });
      const created = await insertVehicle(database, request.body);
      return reply
        .status(201)
        .header('location', `${request.server.basePath}/vehicles/${encodeURIComponent(created.id)}`)
        .send(created);
    },
  );

  app.get<{ Params: VehicleParams }>(
    '/vehicles/:vehicleId',
    contract('getVehicle'),
    async (request) => {
      const found = await findVehicle(database, request.params.vehicleId);
      if (!found) throw notFound('vehicle');
      await permit(request, { operation: 'getVehicle', row: found });
      return found;
    },
  );

  app.put<{ Params: VehicleParams; Body: VehicleReplace }>(
    '/vehicles/:vehicleId',
    contract('replaceVehicle'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockVehicle(transaction, request.params.vehicleId),
        (row) => permit(request, { operation: 'replaceVehicle', row }),
        (database) => replaceVehicle(database, request.params.vehicleId, request.body),
      );
      if (!changed) throw notFound('vehicle');
      return reply.status(200).send(changed);
    },
  );

  app.delete<{ Params: VehicleParams }>(
    '/vehicles/:vehicleId',
    contract('deleteVehicle'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockVehicle(transaction, request.params.vehicleId),
        (row) => permit(request, { operation: 'deleteVehicle', row }),
        (database) => deleteVehicle(database, request.params.vehicleId),
      );
      if (!deleted) throw notFound('vehicle');
      return reply.status(204).send();
    },
  );
};
