import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type Expression, isExpression, type SqlBool } from 'kysely';
import { type Database, inTransaction } from '../database.ts';
import { type Ticket } from '../entities/ticket.ts';
import { type Comment } from '../entities/comment.ts';
import { type Customer } from '../entities/customer.ts';
import { type AgentRecord } from '../entities/agent.ts';
import { type SettingsRecord } from '../entities/settings.ts';
import { description, operationOf } from './description.ts';
import { forbidden } from './problem.ts';

/** What an operation is about to do, and to what; lists, creates and actions have no row yet. */
export type Access =
  | {
      operation:
        | 'listTickets'
        | 'createTicket'
        | 'assignTicket'
        | 'closeTicket'
        | 'reopenTicket'
        | 'listComments'
        | 'createComment'
        | 'listCustomers'
        | 'createCustomer'
        | 'listAgents'
        | 'createAgent';
    }
  | { operation: 'getTicket' | 'deleteTicket' | 'updateTicket'; row: Ticket }
  | { operation: 'deleteComment'; row: Comment }
  | { operation: 'getCustomer' | 'replaceCustomer'; row: Customer }
  | { operation: 'getAgent' | 'deleteAgent'; row: AgentRecord }
  | { operation: 'getSettings' | 'replaceSettings'; row: SettingsRecord };

/** Whether it may be done; of a list also which rows are shown, as a condition. */
export type Verdict = boolean | Expression<SqlBool>;

/** Decides for who calls (`request.principal`), before any row is shown or changed. */
export type Authorize = (access: Access, request: FastifyRequest) => Verdict | Promise<Verdict>;

declare module 'fastify' {
  interface FastifyInstance {
    authorize: Authorize;
  }
}

export function registerAccess(app: FastifyInstance, authorize: Authorize): void {
  app.decorate('authorize', authorize);
}

/** Allows what the description lets everybody do, and nothing else. */
export const denyProtected: Authorize = ({ operation }) => {
  const security = operationOf(operation).security ?? description.security ?? [];
  return security.length === 0 || security.some((schemes) => Object.keys(schemes).length === 0);
};

/** @throws Problem 403 unless it may be done, whole */
export async function permit(request: FastifyRequest, access: Access): Promise<void> {
  if ((await request.server.authorize(access, request)) !== true) throw forbidden();
}

/**
 * The condition on the rows of a list, or none for all of them.
 *
 * @throws Problem 403 where no row may be shown
 */
export async function permitRows(
  request: FastifyRequest,
  access: Access,
): Promise<Expression<SqlBool> | undefined> {
  const verdict = await request.server.authorize(access, request);
  if (isExpression(verdict)) return verdict as Expression<SqlBool>;
  if (!verdict) throw forbidden();
  return undefined;
}

/** Makes a change when `permit` lets the row pass that is there, and keeps that row until then. */
export function changePermitted<Row, Changed>(
  database: Database,
  find: (transaction: Database) => Promise<Row | undefined>,
  permit: (row: Row) => Promise<void>,
  change: (transaction: Database) => Promise<Changed | undefined>,
): Promise<Changed | undefined> {
  return inTransaction(database, async (transaction) => {
    const row = await find(transaction);
    if (row === undefined) return undefined;
    await permit(row);
    return change(transaction);
  });
}
