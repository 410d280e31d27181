import { type Expression, type InsertObject, type SqlBool, type UpdateObject } from 'kysely';
import { randomUUID } from 'node:crypto';
import { type Database, type Tables, forUpdate, instantIs } from '../../database.ts';
import {
  type Ticket,
  type TicketCreate,
  type TicketUpdate,
  ticketColumns,
  toTicket,
} from '../../entities/ticket.ts';
import { jsonColumn } from '../../http/json.ts';
import { mergePatch } from '../../http/merge-patch.ts';
import {
  type PageOf,
  type PageRequest,
  containsText,
  preparedPages,
  timeText,
} from '../../listing.ts';
import { derived, lookup, only, prepared } from '../../queries.ts';
import { type Priority } from '../../schemas/priority.ts';
import { type TicketStatus } from '../../schemas/ticket-status.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: TicketFilter) =>
    selectTickets(database, filter).select(ticketColumns),
  ),
  find: lookup((database: Database, key: { id: string }) =>
    database.selectFrom('tickets').select(ticketColumns).where('id', '=', key.id),
  ),
  lock: prepared((database: Database, key: { id: string }) =>
    forUpdate(
      database,
      database.selectFrom('tickets').select(ticketColumns).where('id', '=', key.id),
    ),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'tickets'>) =>
    database.insertInto('tickets').values(values).returning(ticketColumns),
  ),
  update: prepared(
    (database: Database, key: { id: string }, values: UpdateObject<Tables, 'tickets'>) =>
      database.updateTable('tickets').set(values).where('id', '=', key.id).returning(ticketColumns),
  ),
  remove: prepared((database: Database, key: { id: string }) =>
    database.deleteFrom('tickets').where('id', '=', key.id).returning('id'),
  ),
};

/** What a list of ticket rows can be narrowed by. */
export interface TicketFilter {
  statusIn?: readonly TicketStatus[] | undefined;
  priority?: Priority | undefined;
  customerId?: string | undefined;
  assignee?: string | undefined;
  dueAtUpTo?: string | undefined;
  createdAtFrom?: string | undefined;
  search?: string | undefined;
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listTickets(
  database: Database,
  filter: TicketFilter,
  window: PageRequest,
): Promise<PageOf<Ticket>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: page.items.map(toTicket) };
}

/** How many there are on all pages. */
export async function countTickets(database: Database, filter: TicketFilter): Promise<number> {
  const { total } = await selectTickets(database, filter)
    .select((select) => select.fn.countAll().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function selectTickets(database: Database, filter: TicketFilter) {
  let query = database.selectFrom('tickets');
  if (filter.statusIn !== undefined) query = query.where('status', 'in', filter.statusIn);
  if (filter.priority !== undefined) query = query.where('priority', '=', filter.priority);
  if (filter.customerId !== undefined) query = query.where('customer_id', '=', filter.customerId);
  if (filter.assignee !== undefined) query = query.where('assignee', '=', filter.assignee);
  if (filter.dueAtUpTo !== undefined)
    query = query.where(instantIs(database, 'due_at', '<=', filter.dueAtUpTo));
  if (filter.createdAtFrom !== undefined)
    query = query.where('created_at', '>=', derived(filter.createdAtFrom, timeText));
  if (filter.search !== undefined)
    query = query.where(
      containsText(['subject', 'description', 'assignee', 'resolution'], filter.search),
    );
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findTicket(database: Database, id: string): Promise<Ticket | undefined> {
  const [row] = await queries.find(database, { id });
  return row && toTicket(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockTicket(database: Database, id: string): Promise<Ticket | undefined> {
  const [row] = await queries.lock(database, { id });
  return row && toTicket(row);
}

export async function insertTicket(database: Database, input: TicketCreate): Promise<Ticket> {
  const rows = await queries.insert(database, {
    id: randomUUID(),
    subject: input.subject,
    description: input.description,
    customer_id: input.customerId,
    priority: input.priority ?? 'normal',
    due_at: input.dueAt ?? null,
    source: jsonColumn(input.source),
    labels: input.labels === undefined ? '[]' : JSON.stringify(input.labels),
    custom: jsonColumn(input.custom),
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    status: 'open',
    assignee: null,
    resolution: null,
    closed_at: null,
  });
  return toTicket(only(rows));
}

/** Changes what is given and leaves the rest. */
export async function updateTicket(
  database: Database,
  id: string,
  changes: TicketUpdate,
): Promise<Ticket | undefined> {
  const current = await findTicket(database, id);
  if (!current) return undefined;
  const [row] = await queries.update(
    database,
    { id },
    {
      subject: changes.subject,
      description: changes.description,
      priority: changes.priority,
      due_at: changes.dueAt,
      labels: changes.labels === undefined ? undefined : JSON.stringify(changes.labels),
      custom:
        changes.custom === undefined
          ? undefined
          : jsonColumn(mergePatch(current.custom, changes.custom)),
      updated_at: new Date().toISOString(),
    },
  );
  return row && toTicket(row);
}

/** Answers whether there was one to delete. */
export async function deleteTicket(database: Database, id: string): Promise<boolean> {
  const rows = await queries.remove(database, { id });
  return rows.length > 0;
}
