import { contractOf, type Contract } from '../../src/holes/contract.ts';
import type { Hole } from '../../src/model/holes.ts';
import type { Operation, Resource } from '../../src/model/types.ts';

/** A small service around one hole. */
export const tree: ReadonlyMap<string, string> = new Map([
  [
    'src/resources/tickets/logic.ts',
    `import { type Context } from '../../context.ts';
import { type Ticket } from '../../entities/ticket.ts';
import { notImplemented } from '../../http/problem.ts';

export interface CloseTicketInput {
  ticketId: string;
}

export type CloseTicketResult = { status: 200; body: Ticket };

/**
 * POST /tickets/{ticketId}/close
 */
export async function closeTicket(
  context: Context,
  input: CloseTicketInput,
): Promise<CloseTicketResult> {
  throw notImplemented('closeTicket');
}

export async function reopenTicket(
  context: Context,
  input: CloseTicketInput,
): Promise<CloseTicketResult> {
  throw notImplemented('reopenTicket');
}
`,
  ],
  [
    'src/context.ts',
    `import { type Database } from './database.ts';
import { type TicketRecords } from './records/ticket.ts';
export interface Context {
  readonly now: string;
  readonly records: { readonly tickets: TicketRecords };
  readonly database: Database;
}
`,
  ],
  [
    'src/records/ticket.ts',
    `import { type Ticket } from '../entities/ticket.ts';\nexport type TicketRecords = { get(id: string): Promise<Ticket> };\n`,
  ],
  [
    'src/entities/ticket.ts',
    `export interface Ticket {\n  id: string;\n  status: 'open' | 'closed';\n}\n\nexport function toTicketSummary(ticket: Ticket): string {\n  return ticket.id;\n}\n`,
  ],
  ['src/database.ts', `export type Database = object;\n`],
  [
    'src/http/problem.ts',
    `export class Problem extends Error {\n  constructor(status: number, detail?: string) {\n    super(detail);\n    void status;\n  }\n}\nexport const conflict = (detail: string, code?: string) => new Problem(409, detail + code);\nexport const notImplemented = (name: string) => new Problem(501, name);\n`,
  ],
]);

const operation: Operation = {
  id: 'closeTicket',
  method: 'post',
  path: '/tickets/{ticketId}/close',
  kind: 'action',
  status: 'hole',
  deprecated: false,
  tags: [],
  rules: [{ rule: 'A closed ticket cannot be closed (409).', examples: [] }],
  parameters: [],
  responses: [],
  success: { status: 200, body: { kind: 'none' } },
  errorShapes: {},
  security: [],
  evidence: [],
};

const resource: Resource = { name: 'tickets', folder: 'tickets', operations: [operation] };

export const hole: Hole = {
  id: 'closeTicket',
  kind: 'operation',
  file: 'src/resources/tickets/logic.ts',
  resource,
  operation,
  rules: operation.rules,
  reason: 'it has business rules',
};

export function contractFor(changed: Partial<Hole> = {}, files = tree): Contract {
  const contract = contractOf({ ...hole, ...changed }, files);
  if (!contract) throw new Error('The fixture has no such function.');
  return contract;
}
