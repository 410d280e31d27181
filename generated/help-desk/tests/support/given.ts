import { type Context } from '../../src/context.ts';
import { type Ticket } from '../../src/entities/ticket.ts';
import { type Comment } from '../../src/entities/comment.ts';
import { type Customer } from '../../src/entities/customer.ts';
import { type AgentRecord } from '../../src/entities/agent.ts';
import { type SettingsRecord } from '../../src/entities/settings.ts';

/** What it takes to store a record. */
type New<Name extends keyof Context['records']> = Parameters<Context['records'][Name]['insert']>[0];

/** Counts what is made, so that records differ. */
let made = 0;

function next<T>(samples: readonly T[]): T {
  const sample = samples[made++ % samples.length];
  if (sample === undefined) throw new Error('There is no sample.');
  return sample;
}

const ticketsSamples: Omit<New<'tickets'>, 'customerId'>[] = [
  { subject: 'The printer prints only hearts', description: 'alder' },
  { subject: 'The printer prints only hearts 2', description: 'birch' },
  { subject: 'The printer prints only hearts 3', description: 'cedar' },
];

/** Stores a ticket; what is not given is made up. */
export async function givenTicket(context: Context, fields: Partial<Ticket> = {}): Promise<Ticket> {
  return context.records.tickets.insert({
    ...next(ticketsSamples),
    customerId: fields.customerId ?? (await givenCustomer(context)).id,
    ...fields,
  });
}

const commentsSamples: Omit<New<'comments'>, 'ticketId'>[] = [
  { author: 'Amina', text: 'Have you tried the other tray?' },
  { author: 'Amina2', text: 'Have you tried the other tray 2?' },
  { author: 'Amina3', text: 'Have you tried the other tray 3?' },
];

/** Stores a comment; what is not given is made up. */
export async function givenComment(
  context: Context,
  fields: Partial<Comment> = {},
): Promise<Comment> {
  return context.records.comments.insert({
    ...next(commentsSamples),
    ticketId: fields.ticketId ?? (await givenTicket(context)).id,
    ...fields,
  });
}

const customersSamples: Omit<New<'customers'>, never>[] = [
  { name: 'Noor Haddad', email: 'noor@example.com' },
  { name: 'Noor Haddad 2', email: 'grace@example.com' },
  { name: 'Noor Haddad 3', email: 'alan@example.com' },
];

/** Stores a customer; what is not given is made up. */
export async function givenCustomer(
  context: Context,
  fields: Partial<Customer> = {},
): Promise<Customer> {
  return context.records.customers.insert({
    ...next(customersSamples),
    ...fields,
  });
}

const agentsSamples: Omit<New<'agents'>, never>[] = [
  { handle: 'amina', name: 'Amina Yusuf' },
  { handle: 'amina2', name: 'Amina Yusuf 2' },
  { handle: 'amina3', name: 'Amina Yusuf 3' },
];

/** Stores an agent; what is not given is made up. */
export async function givenAgent(
  context: Context,
  fields: Partial<AgentRecord> = {},
): Promise<AgentRecord> {
  return context.records.agents.insert({
    ...next(agentsSamples),
    ...fields,
  });
}

const settingsSamples: Omit<New<'settings'>, never>[] = [{}, {}, {}];

/** Stores a settings; what is not given is made up. */
export async function givenSettings(
  context: Context,
  fields: Partial<SettingsRecord> = {},
): Promise<SettingsRecord> {
  return context.records.settings.insert({
    ...next(settingsSamples),
    ...fields,
  });
}
