import { type InsertObject } from 'kysely';
import { type Database, type Tables } from '../../database.ts';
import { type AgentCreate, type AgentRecord, toAgentRecord } from '../../entities/agent.ts';
import { type PageOf, type PageRequest, preparedPages } from '../../listing.ts';
import { prepared } from '../../queries.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: AgentFilter) =>
    selectAgents(database, filter).selectAll(),
  ),
  find: prepared((database: Database, key: { handle: string }) =>
    database.selectFrom('agents').selectAll().where('handle', '=', key.handle),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'agents'>) =>
    database.insertInto('agents').values(values).returningAll(),
  ),
  remove: prepared((database: Database, key: { handle: string }) =>
    database.deleteFrom('agents').where('handle', '=', key.handle).returningAll(),
  ),
};

/** What a list of agent rows can be narrowed by. */
export interface AgentFilter {}

export async function listAgents(
  database: Database,
  filter: AgentFilter,
  window: PageRequest,
): Promise<PageOf<AgentRecord>> {
  const page = await queries.page(database, filter, window);
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
  const [row] = await queries.find(database, { handle });
  return row && toAgentRecord(row);
}

export async function insertAgent(database: Database, input: AgentCreate): Promise<AgentRecord> {
  const [row] = await queries.insert(database, {
    handle: input.handle,
    name: input.name,
    role: input.role,
    active: input.active,
    pin: input.pin ?? null,
    avatar: input.avatar ?? null,
  });
  if (!row) throw new Error('An inserted row was not given back.');
  return toAgentRecord(row);
}

/** Answers what was deleted, or `undefined` when there was nothing to delete. */
export async function deleteAgent(
  database: Database,
  handle: string,
): Promise<AgentRecord | undefined> {
  const [row] = await queries.remove(database, { handle });
  return row && toAgentRecord(row);
}
