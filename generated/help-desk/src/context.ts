import { type FastifyRequest } from 'fastify';
import { type Database } from './database.ts';
import { type Principal } from './http/auth.ts';
import { recordsOf } from './records.ts';
import { type TicketRecords, ticketStorage } from './records/ticket.ts';
import { type CommentRecords, commentStorage } from './records/comment.ts';
import { type CustomerRecords, customerStorage } from './records/customer.ts';
import { type AgentRecords, agentStorage } from './records/agent.ts';
import { type SettingsRecords, settingsStorage } from './records/settings.ts';

/** What business logic works with. */
export interface Context {
  /** Who calls; `undefined` where the operation asks for no security. */
  readonly principal: Principal | undefined;
  /** When the request came, as RFC 3339 has it, in UTC. */
  readonly now: string;
  /** What the service stores, in the request's transaction. */
  readonly records: {
    readonly tickets: TicketRecords;
    readonly comments: CommentRecords;
    readonly customers: CustomerRecords;
    readonly agents: AgentRecords;
    readonly settings: SettingsRecords;
  };
  /** The request's transaction, for queries of your own. */
  readonly database: Database;
}

/** The context of one request. */
export function contextOf(
  transaction: Database,
  request?: Pick<FastifyRequest, 'principal'>,
): Context {
  return {
    principal: request?.principal,
    now: new Date().toISOString(),
    records: {
      tickets: recordsOf(transaction, ticketStorage),
      comments: recordsOf(transaction, commentStorage),
      customers: recordsOf(transaction, customerStorage),
      agents: recordsOf(transaction, agentStorage),
      settings: recordsOf(transaction, settingsStorage),
    },
    database: transaction,
  };
}
