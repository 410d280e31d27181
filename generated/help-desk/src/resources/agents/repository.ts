import { type Expression, type InsertObject, type SqlBool } from 'kysely';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import {
  type AgentCreate,
  type AgentRecord,
  agentColumns,
  toAgentRecord,
} from '../../entities/agent.ts';
import { type PageOf, type PageRequest, preparedPages } from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: AgentFilter) =>
    selectAgents(database, filter).select(agentColumns),
  ),
  find: lookup((database: Database, key: { handle: string }) =>
    database.selectFrom('agents').select(agentColumns).where('handle', '=', key.handle),
  ),
  lock: prepared((database: Database, key: { handle: string }) =>
    forUpdate(
      database,
      database.selectFrom('agents').select(agentColumns).where('handle', '=', key.handle),
    ),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'agents'>) =>
    database.insertInto('agents').values(values).returning(agentColumns),
  ),
  remove: prepared((database: Database, key: { handle: string }) =>
    database.deleteFrom('agents').where('handle', '=', key.handle).returning('handle'),
  ),
};

/** What a list of agent rows can be narrowed by. */
export interface AgentFilter {
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listAgents(
  database: Database,
  filter: AgentFilter,
  window: PageRequest,
): Promise<PageOf<AgentRecord>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: page.items.map(toAgentRecord) };
}

function selectAgents(database: Database, filter: AgentFilter) {
  let query = database.selectFrom('agents');
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findAgent(
  database: Database,
  handle: string,
): Promise<AgentRecord | undefined> {
  const [row] = await queries.find(database, { handle });
  return row && toAgentRecord(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockAgent(
  database: Database,
  handle: string,
): Promise<AgentRecord | undefined> {
  const [row] = await queries.lock(database, { handle });
  return row && toAgentRecord(row);
}

export async function insertAgent(database: Database, input: AgentCreate): Promise<AgentRecord> {
  const rows = await queries.insert(database, {
    handle: input.handle,
    name: input.name,
    role: input.role,
    active: input.active,
    pin: input.pin ?? null,
    avatar: input.avatar ?? null,
  });
  return toAgentRecord(only(rows));
}

/** Answers whether there was one to delete. */
export async function deleteAgent(database: Database, handle: string): Promise<boolean> {
  const rows = await queries.remove(database, { handle });
  return rows.length > 0;
}
