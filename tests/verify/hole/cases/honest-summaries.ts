import { bodies } from './case.ts';

const summarise = bodies('summarise', ['rates', 'holidays', 'limits']);

const empty = `return { status: 200, body: { total: 0, byStatus: {}, labels: [] } };`;

const page = `const page = await context.repositories.tickets.list({}, { limit: 100 });`;

export const honestSummaries = summarise({
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
});
