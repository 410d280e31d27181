import { type FastifyPluginAsync } from 'fastify';
import { contextOf } from '../../context.ts';
import { type Database, inTransaction } from '../../database.ts';
import { type TicketCreate, type TicketUpdate } from '../../entities/ticket.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey, orderBy } from '../../listing.ts';
import { type Handle } from '../../schemas/handle.ts';
import { type Priority } from '../../schemas/priority.ts';
import { type TicketStatus } from '../../schemas/ticket-status.ts';
import { assignTicket, closeTicket, reopenTicket } from './logic.ts';
import {
  type TicketFilter,
  countTickets,
  deleteTicket,
  findTicket,
  insertTicket,
  listTickets,
  lockTicket,
  updateTicket,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [
  { column: 'created_at', direction: 'asc' },
  { column: 'id', direction: 'asc' },
];

/** The values of `sort`. */
const sortOrders = new Map<string, readonly SortKey[]>([
  ['createdAt', [{ column: 'created_at', direction: 'asc' }]],
  ['dueAt', [{ column: 'due_at', direction: 'asc', nullable: true, instant: true }]],
  ['priority', [{ column: 'priority', direction: 'asc' }]],
  ['subject', [{ column: 'subject', direction: 'asc' }]],
]);

interface ListTicketsQuery {
  status?: TicketStatus[];
  priority?: Priority & ('low' | 'normal' | 'high' | 'urgent');
  customerId?: string;
  assignee?: string;
  dueBefore?: string;
  createdAfter?: string;
  search?: string;
  sort: 'createdAt' | 'dueAt' | 'priority' | 'subject';
  order: 'asc' | 'desc';
  page: number;
  per_page: number;
}

interface TicketParams {
  ticketId: string;
}

export const ticketsRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get<{ Querystring: ListTicketsQuery }>(
    '/tickets',
    contract('listTickets'),
    async (request) => {
      const limit = request.query.per_page;
      const number = request.query.page;
      const filter: TicketFilter = {
        statusIn: request.query.status,
        priority: request.query.priority,
        customerId: request.query.customerId,
        assignee: request.query.assignee,
        dueAtUpTo: request.query.dueBefore,
        createdAtFrom: request.query.createdAfter,
        search: request.query.search,
        permitted: await permitRows(request, { operation: 'listTickets' }),
      };
      const page = await listTickets(database, filter, {
        order: orderBy(sortOrders, request.query.sort, defaultOrder, request.query.order),
        limit,
        offset: (number - 1) * limit,
      });
      const total = await countTickets(database, filter);
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

  app.post<{ Body: TicketCreate }>('/tickets', contract('createTicket'), async (request, reply) => {
    await permit(request, { operation: 'createTicket' });
    const created = await insertTicket(database, request.body);
    return reply
      .status(201)
      .header('location', `${request.server.basePath}/tickets/${encodeURIComponent(created.id)}`)
      .send({ data: created });
  });

  app.get<{ Params: TicketParams }>(
    '/tickets/:ticketId',
    contract('getTicket'),
    async (request) => {
      const found = await findTicket(database, request.params.ticketId);
      if (!found) throw notFound('ticket');
      await permit(request, { operation: 'getTicket', row: found });
      return { data: found };
    },
  );

  app.delete<{ Params: TicketParams }>(
    '/tickets/:ticketId',
    contract('deleteTicket'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockTicket(transaction, request.params.ticketId),
        (row) => permit(request, { operation: 'deleteTicket', row }),
        (database) => deleteTicket(database, request.params.ticketId),
      );
      if (!deleted) throw notFound('ticket');
      return reply.status(204).send();
    },
  );

  app.patch<{ Params: TicketParams; Body: TicketUpdate }>(
    '/tickets/:ticketId',
    contract('updateTicket', 'patch'),
    async (request, reply) => {
      const changed = await changePermitted(
        database,
        (transaction) => lockTicket(transaction, request.params.ticketId),
        (row) => permit(request, { operation: 'updateTicket', row }),
        (database) => updateTicket(database, request.params.ticketId, request.body),
      );
      if (!changed) throw notFound('ticket');
      return reply.status(200).send({ data: changed });
    },
  );

  app.post<{
    Params: TicketParams;
    Body: {
      agent: Handle;
    };
  }>('/tickets/:ticketId/assign', contract('assignTicket'), async (request, reply) => {
    await permit(request, { operation: 'assignTicket' });
    const { status, body } = await inTransaction(database, (transaction) =>
      assignTicket(contextOf(transaction, request), {
        ticketId: request.params.ticketId,
        body: request.body,
      }),
    );
    return reply.status(status).send(body);
  });

  app.post<{
    Params: TicketParams;
    Body: {
      resolution: string;
    };
  }>('/tickets/:ticketId/close', contract('closeTicket'), async (request, reply) => {
    await permit(request, { operation: 'closeTicket' });
    const { status, body } = await inTransaction(database, (transaction) =>
      closeTicket(contextOf(transaction, request), {
        ticketId: request.params.ticketId,
        body: request.body,
      }),
    );
    return reply.status(status).send(body);
  });

  app.post<{ Params: TicketParams }>(
    '/tickets/:ticketId/reopen',
    contract('reopenTicket'),
    async (request, reply) => {
      await permit(request, { operation: 'reopenTicket' });
      const { status, body } = await inTransaction(database, (transaction) =>
        reopenTicket(contextOf(transaction, request), { ticketId: request.params.ticketId }),
      );
      return reply.status(status).send(body);
    },
  );
};
