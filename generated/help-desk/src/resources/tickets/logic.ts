import { type Context } from '../../context.ts';
import { conflict } from '../../http/problem.ts';
import { type Handle } from '../../schemas/handle.ts';
import { type TicketResult } from '../../schemas/ticket-result.ts';

export interface AssignTicketInput {
  ticketId: string;
  body: {
    agent: Handle;
  };
}

export type AssignTicketResult = { status: 200; body: TicketResult };

/**
 * POST /tickets/{ticketId}/assign: Give a ticket to an agent
 *
 * Runs inside the request's transaction.
 * It is yours to write: it has business rules
 *
 * @rule An open ticket that is assigned is pending from then on.
 * @example given {"ticket":{"status":"open"},"agent":{"handle":"amina","active":true}}, when {"body":{"agent":"amina"}}, then {"status":200,"body":{"data":{"status":"pending","assignee":"amina"}}}
 *
 * @rule Only an active agent can be given a ticket (409, code agent_inactive).
 * @example given {"ticket":{"status":"open"},"agent":{"handle":"amina","active":false}}, when {"body":{"agent":"amina"}}, then {"status":409,"code":"agent_inactive","ticket":{"status":"open","assignee":null}}
 *
 * @rule A closed ticket cannot be assigned (409, code ticket_closed).
 * @example given {"ticket":{"status":"closed"},"agent":{"handle":"amina","active":true}}, when {"body":{"agent":"amina"}}, then {"status":409,"code":"ticket_closed"}
 *
 * @rule Assigning a ticket to the agent who has it already changes nothing and answers 200.
 * @throws Problem 400: The request does not match this description.
 * @throws Problem 404: There is no such thing.
 * @throws Problem 409: The state of what is stored does not allow it.
 */
export async function assignTicket(
  context: Context,
  input: AssignTicketInput,
): Promise<AssignTicketResult> {
  const { tickets, agents } = context.records;
  const ticket = await tickets.get(input.ticketId);
  if (ticket.status === 'closed') {
    throw conflict('A closed ticket cannot be assigned.', 'ticket_closed');
  }
  const agent = await agents.find(input.body.agent);
  if (!agent?.active) throw conflict('The agent is not active.', 'agent_inactive');
  if (ticket.assignee === agent.handle) return { status: 200, body: { data: ticket } };
  const assigned = await tickets.update(ticket.id, {
    assignee: agent.handle,
    status: ticket.status === 'open' ? 'pending' : ticket.status,
  });
  return { status: 200, body: { data: assigned } };
}

export interface CloseTicketInput {
  ticketId: string;
  body: {
    resolution: string;
  };
}

export type CloseTicketResult = { status: 200; body: TicketResult };

/**
 * POST /tickets/{ticketId}/close: Close a ticket
 *
 * Runs inside the request's transaction.
 * It is yours to write: it has business rules
 *
 * @rule Closing sets the status to closed, stores the resolution and sets closedAt to now.
 * @example given {"ticket":{"status":"pending"}}, when {"body":{"resolution":"Replaced the drum."}}, then {"status":200,"body":{"data":{"status":"closed","resolution":"Replaced the drum.","closedAt":{"not":null}}}}
 *
 * @rule Closing a closed ticket is refused (409, code ticket_closed).
 * @example given {"ticket":{"status":"closed","resolution":"Replaced the drum."}}, when {"body":{"resolution":"Again."}}, then {"status":409,"code":"ticket_closed","ticket":{"resolution":"Replaced the drum."}}
 * @throws Problem 400: The request does not match this description.
 * @throws Problem 404: There is no such thing.
 * @throws Problem 409: The state of what is stored does not allow it.
 */
export async function closeTicket(
  context: Context,
  input: CloseTicketInput,
): Promise<CloseTicketResult> {
  const { tickets } = context.records;
  const ticket = await tickets.get(input.ticketId);
  if (ticket.status === 'closed') throw conflict('The ticket is closed already.', 'ticket_closed');
  const closed = await tickets.update(ticket.id, {
    status: 'closed',
    resolution: input.body.resolution,
    closedAt: context.now,
  });
  return { status: 200, body: { data: closed } };
}

export interface ReopenTicketInput {
  ticketId: string;
}

export type ReopenTicketResult = { status: 200; body: TicketResult };

/**
 * POST /tickets/{ticketId}/reopen: Open a closed ticket again
 *
 * Runs inside the request's transaction.
 * It is yours to write: it has business rules
 *
 * @rule Reopening sets the status to open and clears the resolution, closedAt and the assignee.
 * @example given {"agent":{"handle":"amina"},"ticket":{"status":"closed","assignee":"amina","resolution":"Replaced the drum."}}, then {"status":200,"body":{"data":{"status":"open","assignee":null,"resolution":null,"closedAt":null}}}
 *
 * @rule Only a closed ticket can be reopened (409, code ticket_not_closed).
 * @example given {"ticket":{"status":"open"}}, then {"status":409,"code":"ticket_not_closed"}
 * @throws Problem 404: There is no such thing.
 * @throws Problem 409: The state of what is stored does not allow it.
 */
export async function reopenTicket(
  context: Context,
  input: ReopenTicketInput,
): Promise<ReopenTicketResult> {
  const { tickets } = context.records;
  const ticket = await tickets.get(input.ticketId);
  if (ticket.status !== 'closed') {
    throw conflict('Only a closed ticket can be reopened.', 'ticket_not_closed');
  }
  const reopened = await tickets.update(ticket.id, {
    status: 'open',
    resolution: null,
    closedAt: null,
    assignee: null,
  });
  return { status: 200, body: { data: reopened } };
}
