import { type FastifyPluginAsync } from 'fastify';
import { type Database } from '../../database.ts';
import { type AgentCreate, toAgent } from '../../entities/agent.ts';
import { changePermitted, permit, permitRows } from '../../http/access.ts';
import { contract } from '../../http/contract.ts';
import { notFound } from '../../http/problem.ts';
import { type SortKey } from '../../listing.ts';
import {
  type AgentFilter,
  deleteAgent,
  findAgent,
  insertAgent,
  listAgents,
  lockAgent,
} from './repository.ts';

const defaultOrder: readonly SortKey[] = [{ column: 'handle', direction: 'asc' }];

interface AgentParams {
  handle: string;
}

export const agentsRoutes: FastifyPluginAsync<{ database: Database }> = async (
  app,
  { database },
) => {
  app.get('/agents', contract('listAgents'), async (request) => {
    const filter: AgentFilter = {
      permitted: await permitRows(request, { operation: 'listAgents' }),
    };
    const page = await listAgents(database, filter, { order: defaultOrder });
    return { data: page.items.map(toAgent) };
  });

  app.post<{ Body: AgentCreate }>('/agents', contract('createAgent'), async (request, reply) => {
    await permit(request, { operation: 'createAgent' });
    const created = await insertAgent(database, request.body);
    return reply
      .status(201)
      .header('location', `${request.server.basePath}/agents/${encodeURIComponent(created.handle)}`)
      .send({ data: toAgent(created) });
  });

  app.get<{ Params: AgentParams }>('/agents/:handle', contract('getAgent'), async (request) => {
    const found = await findAgent(database, request.params.handle);
    if (!found) throw notFound('agent');
    await permit(request, { operation: 'getAgent', row: found });
    return { data: toAgent(found) };
  });

  app.delete<{ Params: AgentParams }>(
    '/agents/:handle',
    contract('deleteAgent'),
    async (request, reply) => {
      const deleted = await changePermitted(
        database,
        (transaction) => lockAgent(transaction, request.params.handle),
        (row) => permit(request, { operation: 'deleteAgent', row }),
        (database) => deleteAgent(database, request.params.handle),
      );
      if (!deleted) throw notFound('agent');
      return reply.status(204).send();
    },
  );
};
