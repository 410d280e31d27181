export type TicketStatus = 'open' | 'pending' | 'closed';
export type Priority = 'low' | 'normal' | 'high' | 'urgent';

export type Source =
  | { channel: 'email'; from: string; messageId?: string }
  | { channel: 'phone'; number: string; minutes?: number };

/** A ticket, as the service stores it. */
export interface Ticket {
  readonly id: string;
  subject: string;
  description: string;
  customerId: string;
  priority: Priority;
  dueAt: string | null;
  source?: Source;
  labels: string[];
  custom?: { [name: string]: string | number | boolean | null };
  readonly createdAt: string;
  readonly status: TicketStatus;
  readonly assignee: string | null;
  readonly resolution: string | null;
  readonly closedAt: string | null;
}

export interface Agent {
  readonly handle: string;
  name: string;
  active: boolean;
  maxOpen: number;
}
