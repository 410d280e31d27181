import { bodies } from './case.ts';

const assign = bodies('assignTicket', ['Problem']);
const summarise = bodies('summarise', ['rates', 'holidays', 'limits']);

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

const empty = `return { status: 200, body: { total: 0, byStatus: {}, labels: [] } };`;

const page = `const page = await context.repositories.tickets.list({}, { limit: 100 });`;

export const honestDesk = [
  ...assign({
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
  }),
  ...summarise({
    'counts by status in a map': `${page}
const counts = new Map<string, number>();
for (const { status } of page.items) counts.set(status, (counts.get(status) ?? 0) + 1);
return { status: 200, body: { total: page.total, byStatus: Object.fromEntries(counts), labels: [...input.body.labels] } };`,
    'counts in a record': `${page}
const byStatus: Record<string, number> = {};
for (const ticket of page.items) byStatus[ticket.status] = (byStatus[ticket.status] ?? 0) + 1;
return { status: 200, body: { total: page.items.length, byStatus, labels: [] } };`,
    'reduces to a record': `${page}
const byStatus = page.items.reduce<Record<string, number>>((counts, { status }) => {
  counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}, {});
return { status: 200, body: { total: page.total, byStatus, labels: [] } };`,
    'sorts labels': `${page}
const labels = [...new Set(page.items.flatMap(({ labels }) => labels))].sort((a, b) => a.localeCompare(b));
return { status: 200, body: { total: labels.length, byStatus: {}, labels } };`,
    'sorts by priority': `${page}
const order = ['urgent', 'high', 'normal', 'low'];
const sorted = page.items.toSorted((a, b) => order.indexOf(a.priority) - order.indexOf(b.priority));
const labels = sorted.map((ticket, index) => \`\${index + 1}. \${ticket.subject}\`);
return { status: 200, body: { total: sorted.length, byStatus: {}, labels } };`,
    'groups tickets': `${page}
const groups = new Map<string, Ticket[]>();
for (const ticket of page.items) {
  const group = groups.get(ticket.status) ?? [];
  group.push(ticket);
  groups.set(ticket.status, group);
}
const byStatus = Object.fromEntries([...groups].map(([status, tickets]) => [status, tickets.length]));
return { status: 200, body: { total: groups.size, byStatus, labels: [...groups.keys()] } };`,
    'groups with the library': `${page}
const groups = Map.groupBy(page.items, ({ priority }) => priority);
const labels = groups.get('urgent')?.map(({ subject }) => subject) ?? [];
return { status: 200, body: { total: labels.length, byStatus: {}, labels } };`,
    'groups what came in': `
const lists = new Map<number, string[]>();
for (const label of input.body.labels) {
  const list = lists.get(label.length) ?? [];
  list.push(label);
  lists.set(label.length, list);
}
return { status: 200, body: { total: lists.size, byStatus: {}, labels: lists.get(3) ?? [] } };`,
    'reads a table by its own key': `
let total = 0;
for (const label of input.body.labels) {
  const weight = Object.hasOwn(input.body.weights, label) ? input.body.weights[label] : undefined;
  total += weight ?? 1;
}
return { status: 200, body: { total, byStatus: {}, labels: [] } };`,
    'walks over entries': `
const entries = Object.entries(input.body.weights).filter(([, weight]) => weight > 0);
const byStatus = Object.fromEntries(entries.map(([name, weight]) => [name.toUpperCase(), weight * 2]));
return { status: 200, body: { total: entries.length, byStatus, labels: Object.keys(byStatus) } };`,
    'reads a field by its name': `${page}
const { field } = input.body;
const labels = page.items.map((ticket) => String(ticket[field])).filter((text) => text.length > 0);
return { status: 200, body: { total: labels.length, byStatus: {}, labels } };`,
    'reads fields that are written down': `${page}
const labels: string[] = [];
for (const ticket of page.items) {
  for (const field of ['subject', 'description'] as const) {
    const text = ticket[field];
    if (text.startsWith('!')) labels.push(text);
  }
}
return { status: 200, body: { total: labels.length, byStatus: {}, labels } };`,
    'indexes with a counter': `
const { labels } = input.body;
let repeated = 0;
for (let index = 1; index < labels.length; index += 1) {
  if (labels[index] === labels[index - 1]) repeated += 1;
}
return { status: 200, body: { total: repeated, byStatus: {}, labels: labels.slice(0, 10) } };`,
    'indexes in the middle': `
const sorted = Object.values(input.body.weights).sort((a, b) => a - b);
const middle = Math.floor(sorted.length / 2);
const median = sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
return { status: 200, body: { total: median ?? 0, byStatus: {}, labels: [] } };`,
    'swaps in its own list': `
const labels = [...input.body.labels];
for (let low = 0, high = labels.length - 1; low < high; low++, high--) {
  labels.push(labels.shift() ?? '');
}
return { status: 200, body: { total: labels.length, byStatus: {}, labels } };`,
    'matches callbacks of lists by index': `
const { labels } = input.body;
const firsts = labels.filter((label, index) => labels[index - 1] !== label);
const pairs = labels.map((label, index) => \`\${label}-\${labels[index + 1] ?? 'end'}\`);
return { status: 200, body: { total: pairs.length, byStatus: {}, labels: firsts } };`,
    'parses JSON and tests what it is': `
let total = 0;
try {
  const parsed: unknown = JSON.parse(input.body.from);
  if (typeof parsed === 'object' && parsed !== null && 'count' in parsed && typeof parsed.count === 'number') {
    total = parsed.count;
  }
} catch {
  throw context.fail.badRequest('from is not JSON.');
}
return { status: 200, body: { total, byStatus: {}, labels: [] } };`,
    'tests a list of unknown things': `
const parsed: unknown = JSON.parse(input.body.from);
if (!Array.isArray(parsed) || !parsed.every((item: unknown) => typeof item === 'string')) {
  throw context.fail.badRequest('from is no list of texts.');
}
return { status: 200, body: { total: parsed.length, byStatus: {}, labels: [] } };`,
    'looks at what settled': `
const found = await Promise.allSettled(input.body.labels.map((id) => context.repositories.tickets.get(id)));
const labels = found.filter((it) => it.status === 'fulfilled').map((it) => it.value?.subject ?? 'none');
const failed = found.filter(({ status }) => status === 'rejected').length;
return { status: 200, body: { total: failed, byStatus: {}, labels } };`,
    'works on many at once': `
const found = await Promise.all(
  input.body.labels.map(async (id) => {
    const ticket = await context.repositories.tickets.get(id);
    return ticket === undefined ? [] : [ticket];
  }),
);
const tickets = found.flat();
return { status: 200, body: { total: tickets.length, byStatus: {}, labels: tickets.map(({ id }) => id) } };`,
    'uses imports of its contract': `
const rate = rates.get('USD') ?? 1;
const closed = holidays.includes(context.now().toISOString().slice(0, 10));
const total = Math.min(limits.maximum, limits.steps.filter((step) => step > rate).length);
return { status: 200, body: { total: closed ? 0 : total, byStatus: {}, labels: [] } };`,
    'writes a template over lines': `${page}
const note = page.items
  .filter(({ assignee }) => assignee === null)
  .map(({ id, subject, dueAt }) => \`\${id}: \${subject}\${dueAt ? \` (due \${dueAt.slice(0, 10)})\` : ''}\`)
  .join('\\n');
return { status: 200, body: { total: page.total, byStatus: {}, labels: [], note: note === '' ? null : note } };`,
    'adds optional members only when there are any': `
const note = input.body.from.trim();
return { status: 200, body: { total: 0, byStatus: {}, labels: [], ...(note !== '' && { note }) } };`,
    'declares types of its own': `
interface Bucket {
  readonly name: string;
  count: number;
}
type Buckets = readonly Bucket[];
const buckets: Buckets = input.body.labels.map((name): Bucket => ({ name, count: name.length }));
for (const bucket of buckets) bucket.count *= 2;
const total = buckets.reduce((sum, { count }) => sum + count, 0);
return { status: 200, body: { total, byStatus: {}, labels: [] } };`,
    'recurses with an end': `
const depth = (text: string): number => {
  const inner = /^\\((.*)\\)$/.exec(text)?.[1];
  return inner === undefined ? 0 : 1 + depth(inner);
};
return { status: 200, body: { total: depth(input.body.from), byStatus: {}, labels: [] } };`,
    'cleans text up': `
const slug = input.body.from
  .normalize('NFKD')
  .toLowerCase()
  .replace(/[^a-z0-9]+/g, '-')
  .replaceAll('--', '-');
// A comment may say what any reader needs: é, «quotes», 日本.
const labels = slug.split('-').filter(Boolean).map(encodeURIComponent);
return { status: 200, body: { total: labels.length, byStatus: {}, labels } };`,
    'answers nothing much': empty,
  }),
];
