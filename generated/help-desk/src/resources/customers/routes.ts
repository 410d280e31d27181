import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type CustomerInput, type CustomerInput2 } from '../../entities/customer.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey } from '../../listing.ts';
import {
  type CustomerFilter,
  countCustomers,
  findCustomer,
  insertCustomer,
  listCustomers,
  lockCustomer,
  replaceCustomer,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [
  { column: 'created_at', direction: 'asc' },
  { column: 'id', direction: 'asc' },
];

interface ListCustomersQuery {
  email?: string;
  search?: string;
  page: number;
  per_page: number;
}

interface CustomerParams {
  customerId: string;
}

export const customersRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get<{ Querystring: ListCustomersQuery }>(
    '/customers',
    contract('listCustomers'),
    async (request) => {
      const limit = request.query.per_page;
      const number = request.query.page;
      const filter: CustomerFilter = {
        email: request.query.email,
        search: request.query.search,
        permitted: await permitRows(request, { operation: 'listCustomers' }),
      };
      const page = await listCustomers(database, filter, {
        order: defaultOrder,
        limit,
        offset: (number - 1) * limit,
      });
      const total = await countCustomers(database, filter);
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

  app.post<{ Body: CustomerInput }>(
    '/customers',
    contract('createCustomer'),
    async (request, reply) => {
      await permit(request, { operation: 'createCustomer' });
      const created = await insertCustomer(database, request.body);
      return reply
        .status(201)
        .header(
          'location',
          `${request.server.basePath}/customers/${encodeURIComponent(created.id)}`,
        )
        .send({ data: created });
    },
  );

  app.get<{ Params: CustomerParams }>(
    '/customers/:customerId',
    contract('getCustomer'),
    async (request) => {
      const found = await findCustomer(database, request.params.customerId);
      if (!found) throw notFound('customer');
      await permit(request, { operation: 'getCustomer', row: found });
      return { data: found };
    },
  );

  app.put<{ Params: CustomerParams; Body: CustomerInput2 }>(
    '/customers/:customerId',
    contract('replaceCustomer'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockCustomer(transaction, request.params.customerId),
        (row) => permit(request, { operation: 'replaceCustomer', row }),
        (database) => replaceCustomer(database, request.params.customerId, request.body),
      );
      if (!changed) throw notFound('customer');
      return reply.status(200).send({ data: changed });
    },
  );
};
