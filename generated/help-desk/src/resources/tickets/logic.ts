import { type Database } from '../../database.ts';
import { type Handle } from '../../schemas/handle.ts';
import { type TicketResult } from '../../schemas/ticket-result.ts';
import { notImplemented } from '../../http/problem.ts';

export interface AssignTicketInput {
  ticketId: string;
  body: {
    agent: Handle;
  };
}

export type AssignTicketResult = { status: 200; body: TicketResult };

/**
 * `POST /tickets/{ticketId}/assign`: Give a ticket to an agent
 *
 * Runs inside the request's transaction.
 * It is yours to write: it has business rules
 *
 * @rule An open ticket that is assigned is pending from then on.
 * @example given an open ticket and the active agent "amina", when it is assigned to "amina", then the status is "pending" and the assignee is "amina"
 *
 * @rule Only an active agent can be given a ticket (409, code agent_inactive).
 * @example given an open ticket and an agent who is not active, when it is assigned to that agent, then it answers 409 and the ticket stays open
 *
 * @rule A closed ticket cannot be assigned (409, code ticket_closed).
 *
 * @rule Assigning a ticket to the agent who has it already changes nothing and answers 200.
 * @throws Problem 400: The request does not match this description.
 * @throws Problem 404: There is no such thing.
 * @throws Problem 409: The state of what is stored does not allow it.
 */
export async function assignTicket(
  database: Database,
  input: AssignTicketInput,
): Promise<AssignTicketResult> {
  throw notImplemented('assignTicket');
}

export interface CloseTicketInput {
  ticketId: string;
  body: {
    resolution: string;
  };
}

export type CloseTicketResult = { status: 200; body: TicketResult };

/**
 * `POST /tickets/{ticketId}/close`: Close a ticket
 *
 * Runs inside the request's transaction.
 * It is yours to write: it has business rules
 *
 * @rule Closing sets the status to closed, stores the resolution and sets closedAt to now.
 * @example given a pending ticket, when it is closed with the resolution "Replaced the drum.", then the status is "closed" and closedAt is set
 *
 * @rule Closing a closed ticket is refused (409, code ticket_closed).
 * @throws Problem 400: The request does not match this description.
 * @throws Problem 404: There is no such thing.
 * @throws Problem 409: The state of what is stored does not allow it.
 */
export async function closeTicket(
  database: Database,
  input: CloseTicketInput,
): Promise<CloseTicketResult> {
  throw notImplemented('closeTicket');
}

export interface ReopenTicketInput {
  ticketId: string;
}

export type ReopenTicketResult = { status: 200; body: TicketResult };

/**
 * `POST /tickets/{ticketId}/reopen`: Open a closed ticket again
 *
 * Runs inside the request's transaction.
 * It is yours to write: it has business rules
 *
 * @rule Reopening sets the status to open and clears the resolution, closedAt and the assignee.
 *
 * @rule Only a closed ticket can be reopened (409, code ticket_not_closed).
 * @example given an open ticket, when it is reopened, then it answers 409 with the code "ticket_not_closed"
 * @throws Problem 404: There is no such thing.
 * @throws Problem 409: The state of what is stored does not allow it.
 */
export async function reopenTicket(
  database: Database,
  input: ReopenTicketInput,
): Promise<ReopenTicketResult> {
  throw notImplemented('reopenTicket');
}
