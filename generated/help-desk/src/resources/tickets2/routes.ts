import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { contract } from '../../http/contract.ts';
import { type Handle } from '../../schemas/handle.ts';
import { assignTicket, closeTicket, reopenTicket } from './logic.ts';

interface AssignTicketParams {
  ticketId: string;
}

export const tickets2Routes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.post<{
    Params: AssignTicketParams;
    Body: {
      agent: Handle;
    };
  }>('/tickets/:ticketId/assign', contract('assignTicket'), async (request, reply) => {
    const { status, body } = await database
      .transaction()
      .execute((transaction) =>
        assignTicket(transaction, { ticketId: request.params.ticketId, body: request.body }),
      );
    return reply.status(status).send(body);
  });

  app.post<{
    Params: AssignTicketParams;
    Body: {
      resolution: string;
    };
  }>('/tickets/:ticketId/close', contract('closeTicket'), async (request, reply) => {
    const { status, body } = await database
      .transaction()
      .execute((transaction) =>
        closeTicket(transaction, { ticketId: request.params.ticketId, body: request.body }),
      );
    return reply.status(status).send(body);
  });

  app.post<{ Params: AssignTicketParams }>(
    '/tickets/:ticketId/reopen',
    contract('reopenTicket'),
    async (request, reply) => {
      const { status, body } = await database
        .transaction()
        .execute((transaction) => reopenTicket(transaction, { ticketId: request.params.ticketId }));
      return reply.status(status).send(body);
    },
  );
};
