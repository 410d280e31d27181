import { randomUUID } from 'node:crypto';
import { type Ticket, type TicketTable, toTicket } from '../entities/ticket.ts';
import { type Records, type Storage } from '../records.ts';

/** How ticket records are kept. */
export const ticketStorage: Storage<Ticket, string> = {
  label: 'ticket',
  table: 'tickets',
  keyOf: (key) => ({ id: key }),
  columns: {
    id: 'id',
    subject: 'subject',
    description: 'description',
    customerId: 'customer_id',
    priority: 'priority',
    dueAt: 'due_at',
    source: 'source',
    labels: 'labels',
    custom: 'custom',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
    status: 'status',
    assignee: 'assignee',
    resolution: 'resolution',
    closedAt: 'closed_at',
  },
  json: ['source', 'labels', 'custom'],
  initial: () => ({
    id: randomUUID(),
    priority: 'normal',
    due_at: null,
    source: null,
    labels: '[]',
    custom: null,
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    status: 'open',
    assignee: null,
    resolution: null,
    closed_at: null,
  }),
  touched: () => ({ updated_at: new Date().toISOString() }),
  decode: (row) => toTicket(row as unknown as TicketTable),
};

export type TicketRecords = Records<Ticket, string, 'subject' | 'description' | 'customerId'>;
