import { type Priority } from '../schemas/priority.ts';
import { type TicketStatus } from '../schemas/ticket-status.ts';
import { parseJson } from '../http/json.ts';

/** How the question reached the desk. */
export type Source = EmailSource | PhoneSource;

export interface EmailSource {
  channel: 'email';
  from: string;
  messageId?: string;
}

export interface PhoneSource {
  channel: 'phone';
  number: string;
  minutes?: number;
}

/** A ticket, as the service stores it. */
export interface Ticket {
  readonly id: string;
  subject: string;
  description: string;
  /** The customer who asks. */
  customerId: string;
  priority: Priority;
  /** When an answer is due; kept with its offset. */
  dueAt: string | null;
  /** How the question reached the desk. */
  source?: Source;
  labels: string[];
  /** Whatever else the desk wants to remember. */
  custom?: { [name: string]: string | number | boolean | null };
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly status: TicketStatus;
  /** The handle of the agent who has it. */
  readonly assignee: string | null;
  readonly resolution: string | null;
  readonly closedAt: string | null;
}

/** A ticket: what a client sends to create one. */
export interface TicketCreate {
  subject: string;
  description: string;
  customerId: string;
  priority?: Priority;
  dueAt?: string | null;
  source?: Source;
  labels?: string[];
  custom?: { [name: string]: string | number | boolean | null };
}

/** A ticket: what a client may change. */
export interface TicketUpdate {
  subject?: string;
  description?: string;
  priority?: Priority;
  dueAt?: string | null;
  labels?: string[];
  custom?: { [name: string]: string | number | boolean | null };
}

/** A row of `tickets`, as either database gives it. */
export interface TicketTable {
  id: string;
  subject: string;
  description: string;
  customer_id: string;
  priority: Priority;
  due_at: string | null;
  source: string | null;
  labels: string;
  custom: string | null;
  created_at: string;
  updated_at: string;
  status: TicketStatus;
  assignee: string | null;
  resolution: string | null;
  closed_at: string | null;
}

/** The columns that are read. What a migration adds while this runs is left to who knows it. */
export const ticketColumns = [
  'id',
  'subject',
  'description',
  'customer_id',
  'priority',
  'due_at',
  'source',
  'labels',
  'custom',
  'created_at',
  'updated_at',
  'status',
  'assignee',
  'resolution',
  'closed_at',
] as const;

export function toTicket(row: TicketTable): Ticket {
  return {
    id: row.id,
    subject: row.subject,
    description: row.description,
    customerId: row.customer_id,
    priority: row.priority,
    dueAt: row.due_at,
    ...(row.source !== null && { source: parseJson(row.source) as Source }),
    labels: JSON.parse(row.labels) as string[],
    ...(row.custom !== null && {
      custom: parseJson(row.custom) as { [name: string]: string | number | boolean | null },
    }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    status: row.status,
    assignee: row.assignee,
    resolution: row.resolution,
    closedAt: row.closed_at,
  };
}
