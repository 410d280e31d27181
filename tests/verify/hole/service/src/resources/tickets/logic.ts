import type { Context } from '../../context.ts';
import { rowsOf, tables, type Database } from '../../database.ts';
import type { Priority, Ticket, TicketStatus } from '../../entities/desk.ts';
import { Problem } from '../../http/problem.ts';
import { holidays, limits, rates } from '../../rules/rates.ts';

const secret = 'a value of the module';

export interface AssignTicketInput {
  ticketId: string;
  body: { agent: string };
}

export type AssignTicketResult = { status: 200; body: { data: Ticket } };

/** Gives a ticket to an agent. */
export async function assignTicket(
  context: Context,
  input: AssignTicketInput,
): Promise<AssignTicketResult> {
  throw new Problem(501, 'open', `${context.now().toISOString()}: ${input.ticketId}`);
}

export interface SummaryInput {
  body: {
    from: string;
    labels: string[];
    field: 'subject' | 'description';
    weights: { [name: string]: number };
  };
}

export interface Summary {
  total: number;
  byStatus: { [status: string]: number };
  labels: string[];
  note?: string | null;
}

/** Sums tickets up. */
export async function summarise(
  context: Context,
  input: SummaryInput,
): Promise<{ status: 200; body: Summary }> {
  throw new Problem(501, 'open', `${secret}: ${context.now().toISOString()}: ${input.body.from}`);
}

/** As services were made before there was a context. */
export async function countRows(database: Database, input: { ticketId: string }): Promise<number> {
  await tables(database);
  await rowsOf(database);
  return holidays.length + limits.maximum + rates.size + input.ticketId.length;
}

export type { Priority, TicketStatus };
