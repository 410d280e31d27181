import { randomUUID } from 'node:crypto';
import { type Comment, type CommentTable, toComment } from '../entities/comment.ts';
import { type Records, type Storage } from '../records.ts';

/** How comment records are kept. */
export const commentStorage: Storage<Comment, string> = {
  label: 'comment',
  table: 'comments',
  keyOf: (key) => ({ id: key }),
  columns: {
    id: 'id',
    ticketId: 'ticket_id',
    author: 'author',
    text: 'text',
    internal: 'internal',
    createdAt: 'created_at',
  },
  json: [],
  initial: () => ({ id: randomUUID(), internal: false, created_at: new Date().toISOString() }),
  touched: () => ({}),
  decode: (row) => toComment(row as unknown as CommentTable),
};

export type CommentRecords = Records<Comment, string, 'ticketId' | 'author' | 'text'>;
