import { type Database } from '../../database.ts';
import { type AgentCreate, type AgentRecord, toAgentRecord } from '../../entities/agent.ts';
import { type PageOf, type PageRequest, readPage } from '../../listing.ts';

/** What a list of agent rows can be narrowed by. */
export interface AgentFilter {}

export async function listAgents(
  database: Database,
  filter: AgentFilter,
  window: PageRequest,
): Promise<PageOf<AgentRecord>> {
  const page = await readPage(database, selectAgents(database, filter).selectAll(), window);
  return { ...page, items: page.items.map(toAgentRecord) };
}

function selectAgents(database: Database, filter: AgentFilter) {
  const query = database.selectFrom('agents');
  return query;
}

export async function findAgent(
  database: Database,
  handle: string,
): Promise<AgentRecord | undefined> {
  const row = await database
    .selectFrom('agents')
    .selectAll()
    .where('handle', '=', handle)
    .executeTakeFirst();
  return row && toAgentRecord(row);
}

export async function insertAgent(database: Database, input: AgentCreate): Promise<AgentRecord> {
  const row = await database
    .insertInto('agents')
    .values({
      handle: input.handle,
      name: input.name,
      role: input.role,
      active: input.active,
      pin: input.pin ?? null,
      avatar: input.avatar ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toAgentRecord(row);
}

/** Answers what was deleted, or `undefined` when there was nothing to delete. */
export async function deleteAgent(
  database: Database,
  handle: string,
): Promise<AgentRecord | undefined> {
  const row = await database
    .deleteFrom('agents')
    .where('handle', '=', handle)
    .returningAll()
    .executeTakeFirst();
  return row && toAgentRecord(row);
}
