import { bodies } from './case.ts';

const assign = bodies('assignTicket', ['Problem']);

/** The end of most bodies that assign a ticket. */
const save = `
const saved = await context.repositories.tickets.update(ticket.id, { assignee: agent.handle });
if (saved === undefined) throw context.fail.notFound('ticket');
return { status: 200, body: { data: saved } };`;

const find = `
const ticket = await context.repositories.tickets.get(input.ticketId);
if (!ticket) throw context.fail.notFound('ticket');
const agent = await context.repositories.agents.get(input.body.agent);
if (!agent) throw context.fail.badRequest('There is no such agent.');`;

export const honestDesk = assign({
  'gives a ticket to an active agent': `${find}
if (ticket.status === 'closed') throw context.fail.conflict('ticket_closed', 'A closed ticket cannot be assigned.');
if (!agent.active) throw context.fail.conflict('agent_inactive', \`\${agent.name} is not active.\`);
if (ticket.assignee === agent.handle) return { status: 200, body: { data: ticket } };
${save}`,
  'names its repositories first': `
const { tickets, agents } = context.repositories;
const [ticket, agent] = await Promise.all([tickets.get(input.ticketId), agents.get(input.body.agent)]);
if (ticket === undefined || agent === undefined) throw context.fail.notFound('ticket');
${save}`,
  'names one repository': `
const tickets = context.repositories.tickets;
const ticket = await tickets.get(input.ticketId);
if (ticket == null) throw context.fail.notFound('ticket');
const updated = await tickets.update(ticket.id, { status: ticket.status === 'open' ? 'pending' : ticket.status });
return { status: 200, body: { data: updated ?? ticket } };`,
  'takes apart context and input': `
const { repositories, fail } = context;
const { ticketId, body: { agent: handle } } = input;
const ticket = await repositories.tickets.get(ticketId);
const agent = await repositories.agents.get(handle.trim().toLowerCase());
if (!ticket) throw fail.notFound('ticket');
if (!agent) throw fail.badRequest(\`No agent is called \${handle}.\`);
${save}`,
  'counts before it decides': `${find}
const open = await context.repositories.tickets.count({ assignee: agent.handle, status: 'open' });
if (open >= agent.maxOpen) {
  throw context.fail.conflict('agent_busy', \`\${agent.name} has \${open} of \${agent.maxOpen} open tickets.\`);
}
${save}`,
  'asks who is asking': `${find}
const roles = context.user?.roles ?? [];
if (!roles.includes('lead') && context.user?.id !== agent.handle) throw context.fail.forbidden();
${save}`,
  'switches on the status': `${find}
switch (ticket.status) {
  case 'open':
  case 'pending':
    break;
  case 'closed':
    throw context.fail.conflict('ticket_closed', 'Closed.');
  default: {
    const never: never = ticket.status;
    throw context.fail.badRequest(String(never));
  }
}
${save}`,
  'compares dates': `${find}
const now = context.now();
if (ticket.dueAt !== null && new Date(ticket.dueAt).getTime() < now.getTime()) {
  await context.repositories.tickets.update(ticket.id, { priority: 'urgent' });
}
${save}`,
  'adds working days to a date': `${find}
const due = new Date(context.now());
let left = 3;
while (left > 0) {
  due.setUTCDate(due.getUTCDate() + 1);
  const day = due.getUTCDay();
  if (day !== 0 && day !== 6) left -= 1;
}
await context.repositories.tickets.update(ticket.id, { dueAt: due.toISOString() });
${save}`,
  'pages until there is no more': `${find}
let cursor: string | null = null;
let taken = 0;
do {
  const found: { items: { id: string }[]; next: string | null } = await context.repositories.tickets.list(
    { assignee: agent.handle },
    cursor === null ? { limit: 50 } : { limit: 50, cursor },
  );
  taken += found.items.length;
  cursor = found.next;
} while (cursor !== null);
if (taken > 100) throw context.fail.conflict('agent_busy', 'Too many.');
${save}`,
  'leaves an endless loop by break': `${find}
let offset = 0;
while (true) {
  const { items, total } = await context.repositories.tickets.list({}, { limit: 20, offset });
  offset += items.length;
  if (items.length === 0 || offset >= total) break;
}
${save}`,
  'rewrites a failure': `${find}
try {
  await context.repositories.tickets.update(ticket.id, { labels: ['assigned'] });
} catch (error) {
  if (error instanceof Problem && error.code === 'conflict') {
    throw context.fail.conflict('label_taken', error.message);
  }
  throw error;
}
${save}`,
  'tells kinds of a union apart': `${find}
const { source } = ticket;
if (source?.channel === 'email' && source.from.endsWith('@example.com')) {
  throw context.fail.conflict('internal', 'Internal mail is not assigned.');
}
const minutes = source?.channel === 'phone' ? (source.minutes ?? 0) : 0;
if (minutes > 60) throw context.fail.conflict('too_long', \`\${minutes} minutes\`);
${save}`,
  'constructs an imported problem': `${find}
if (agent.name === '') throw new Problem(409, 'agent_unnamed', 'The agent has no name.');
${save}`,
  'throws plain errors for what cannot be': `${find}
if (ticket.id === '') throw new Error('A ticket has an id.', { cause: ticket.id });
${save}`,
  'finally tidies up': `${find}
let done = false;
try {
  await context.repositories.tickets.update(ticket.id, { priority: 'high' });
  done = true;
} finally {
  if (!done) await context.repositories.tickets.update(ticket.id, { priority: ticket.priority });
}
${save}`,
  'has a helper function': `
async function required<Item>(found: Promise<Item | undefined>, what: string): Promise<Item> {
  const item = await found;
  if (item === undefined) throw context.fail.notFound(what);
  return item;
}
const ticket = await required(context.repositories.tickets.get(input.ticketId), 'ticket');
const agent = await required(context.repositories.agents.get(input.body.agent), 'agent');
${save}`,
  'has a helper that takes a repository': `
const load = async (tickets: Context['repositories']['tickets'], id: string) => {
  const found = await tickets.get(id);
  if (!found) throw context.fail.notFound('ticket');
  return found;
};
const data = await load(context.repositories.tickets, input.ticketId);
return { status: 200, body: { data } };`,
  'chooses a service object by a condition': `${find}
const failure = agent.active ? context.fail : undefined;
if (failure === undefined) throw context.fail.forbidden('inactive');
${save}`,
});
