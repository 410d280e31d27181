export type TicketStatus = 'open' | 'pending' | 'closed';
