import type { Script } from '../scripted-model.ts';

/** Business logic of `specs/help-desk.yaml`, written by a person. The first assignment has a wrong type. */
export const helpDesk: Script = {
  examples: {
    assignTicket: [
      {
        rule: 'Assigning a ticket to the agent who has it already changes nothing and answers 200.',
        given: {
          agent: { handle: 'amina', active: true },
          ticket: { status: 'pending', assignee: 'amina', updatedAt: '2026-01-01T00:00:00.000Z' },
        },
        when: { body: { agent: 'amina' } },
        then: {
          status: 200,
          body: { data: { assignee: 'amina', updatedAt: '2026-01-01T00:00:00.000Z' } },
        },
      },
    ],
  },
  bodies: {
    assignTicket: [
      `const { tickets, agents } = context.records;
const ticket = await tickets.get(input.ticketId);
const agent = await agents.get(input.body.agent);
if (!agent.active) throw conflict('The agent is not active.', 'agent_inactive');
const assigned = await tickets.update(ticket.id, { assignee: agent.name, status: 'assigned' });
return { status: 200, body: { data: assigned } };`,
      `const { tickets, agents } = context.records;
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
return { status: 200, body: { data: assigned } };`,
    ],
    closeTicket: `const { tickets } = context.records;
const ticket = await tickets.get(input.ticketId);
if (ticket.status === 'closed') throw conflict('The ticket is closed already.', 'ticket_closed');
const closed = await tickets.update(ticket.id, {
  status: 'closed',
  resolution: input.body.resolution,
  closedAt: context.now,
});
return { status: 200, body: { data: closed } };`,
    reopenTicket: `const { tickets } = context.records;
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
return { status: 200, body: { data: reopened } };`,
  },
};
