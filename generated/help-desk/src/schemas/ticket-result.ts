import { type Ticket } from '../entities/ticket.ts';

export interface TicketResult {
  data: Ticket;
}
