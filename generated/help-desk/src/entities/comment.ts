/** A comment, as the service stores it. */
export interface Comment {
  readonly id: string;
  readonly ticketId: string;
  author: string;
  text: string;
  /** The customer does not see it. */
  internal: boolean;
  readonly createdAt: string;
}

/** A comment: what a client sends to create one. */
export interface CommentCreate {
  author: string;
  text: string;
  internal: boolean;
}

/** A row of `comments`, as either database gives it. */
export interface CommentTable {
  id: string;
  ticket_id: string;
  author: string;
  text: string;
  internal: boolean | number;
  created_at: string;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const commentColumns = [
  'id',
  'ticket_id',
  'author',
  'text',
  'internal',
  'created_at',
] as const;

export function toComment(row: CommentTable): Comment {
  return {
    id: row.id,
    ticketId: row.ticket_id,
    author: row.author,
    text: row.text,
    internal: Boolean(row.internal),
    createdAt: row.created_at,
  };
}
