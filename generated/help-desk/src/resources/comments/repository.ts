import { type Expression, type InsertObject, type SqlBool } from 'kysely';
import { randomUUID } from 'node:crypto';
import { type Database, type Tables, forUpdate } from '../../database.ts';
import {
  type Comment,
  type CommentCreate,
  commentColumns,
  toComment,
} from '../../entities/comment.ts';
import { type PageOf, type PageRequest, preparedPages } from '../../listing.ts';
import { lookup, only, prepared } from '../../queries.ts';

/** Compiled once, and prepared once in each connection. */
const queries = {
  page: preparedPages((database: Database, filter: CommentFilter) =>
    selectComments(database, filter).select(commentColumns),
  ),
  find: lookup((database: Database, key: { ticketId: string; id: string }) =>
    database
      .selectFrom('comments')
      .select(commentColumns)
      .where('ticket_id', '=', key.ticketId)
      .where('id', '=', key.id),
  ),
  lock: prepared((database: Database, key: { ticketId: string; id: string }) =>
    forUpdate(
      database,
      database
        .selectFrom('comments')
        .select(commentColumns)
        .where('ticket_id', '=', key.ticketId)
        .where('id', '=', key.id),
    ),
  ),
  insert: prepared((database: Database, values: InsertObject<Tables, 'comments'>) =>
    database.insertInto('comments').values(values).returning(commentColumns),
  ),
  remove: prepared((database: Database, key: { ticketId: string; id: string }) =>
    database
      .deleteFrom('comments')
      .where('ticket_id', '=', key.ticketId)
      .where('id', '=', key.id)
      .returning('ticket_id'),
  ),
};

/** What a list of comment rows can be narrowed by. */
export interface CommentFilter {
  ticketId?: string | undefined;
  internal?: boolean | undefined;
  /** What the rows must meet besides, for whoever asks to see them. */
  permitted?: Expression<SqlBool> | undefined;
}

export async function listComments(
  database: Database,
  filter: CommentFilter,
  window: PageRequest,
): Promise<PageOf<Comment>> {
  const page = await queries.page(database, filter, window);
  return { ...page, items: page.items.map(toComment) };
}

/** How many there are on all pages. */
export async function countComments(database: Database, filter: CommentFilter): Promise<number> {
  const { total } = await selectComments(database, filter)
    .select((select) => select.fn.countAll().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function selectComments(database: Database, filter: CommentFilter) {
  let query = database.selectFrom('comments');
  if (filter.ticketId !== undefined) query = query.where('ticket_id', '=', filter.ticketId);
  if (filter.internal !== undefined) query = query.where('internal', '=', filter.internal);
  if (filter.permitted) query = query.where(filter.permitted);
  return query;
}

export async function findComment(
  database: Database,
  ticketId: string,
  id: string,
): Promise<Comment | undefined> {
  const [row] = await queries.find(database, { ticketId, id });
  return row && toComment(row);
}

/** Finds one, and keeps others from changing it until the transaction ends. */
export async function lockComment(
  database: Database,
  ticketId: string,
  id: string,
): Promise<Comment | undefined> {
  const [row] = await queries.lock(database, { ticketId, id });
  return row && toComment(row);
}

export async function insertComment(
  database: Database,
  ticketId: string,
  input: CommentCreate,
): Promise<Comment> {
  const rows = await queries.insert(database, {
    id: randomUUID(),
    ticket_id: ticketId,
    author: input.author,
    text: input.text,
    internal: input.internal,
    created_at: new Date().toISOString(),
  });
  return toComment(only(rows));
}

/** Answers whether there was one to delete. */
export async function deleteComment(
  database: Database,
  ticketId: string,
  id: string,
): Promise<boolean> {
  const rows = await queries.remove(database, { ticketId, id });
  return rows.length > 0;
}
