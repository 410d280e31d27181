import { randomUUID } from 'node:crypto';
import { type Database } from '../../database.ts';
import { type Comment, type CommentCreate, toComment } from '../../entities/comment.ts';
import { type PageOf, type PageRequest, readPage } from '../../listing.ts';

/** What a list of comment rows can be narrowed by. */
export interface CommentFilter {
  ticketId?: string | undefined;
  internal?: boolean | undefined;
}

export async function listComments(
  database: Database,
  filter: CommentFilter,
  window: PageRequest,
): Promise<PageOf<Comment>> {
  const page = await readPage(database, selectComments(database, filter).selectAll(), window);
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
  return query;
}

export async function findComment(
  database: Database,
  ticketId: string,
  id: string,
): Promise<Comment | undefined> {
  const row = await database
    .selectFrom('comments')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toComment(row);
}

export async function insertComment(
  database: Database,
  ticketId: string,
  input: CommentCreate,
): Promise<Comment> {
  const row = await database
    .insertInto('comments')
    .values({
      id: randomUUID(),
      ticket_id: ticketId,
      author: input.author,
      text: input.text,
      internal: input.internal,
      created_at: new Date().toISOString(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toComment(row);
}

/** Answers what was deleted, or `undefined` when there was nothing to delete. */
export async function deleteComment(
  database: Database,
  ticketId: string,
  id: string,
): Promise<Comment | undefined> {
  const row = await database
    .deleteFrom('comments')
    .where('ticket_id', '=', ticketId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toComment(row);
}
