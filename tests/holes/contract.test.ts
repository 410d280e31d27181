import { expect, test } from 'vitest';
import { bodyHash } from '../../src/holes/contract.ts';
import { holeStatus, type Provenance } from '../../src/holes/state.ts';
import { withBody } from '../../src/holes/source.ts';
import { contractFor, hole, tree } from './logic.ts';

test('types are found by reach, nearest first, and the database is left out', () => {
  const { types, lent } = contractFor();
  expect(types.map(({ name, distance }) => `${name} ${distance}`)).toEqual([
    'Context 1',
    'CloseTicketInput 1',
    'CloseTicketResult 1',
    'TicketRecords 2',
    'Ticket 2',
  ]);
  expect(lent.map(({ name }) => name)).toEqual([
    'Problem',
    'conflict',
    'Ticket',
    'toTicketSummary',
  ]);
});

test('a contract changes with a type in reach, a rule or the signature, and with nothing else', () => {
  const { hash } = contractFor();
  const edited = (path: string, from: string, to: string) =>
    new Map([...tree, [path, (tree.get(path) ?? '').replace(from, to)]]);
  expect(contractFor({}, edited('src/entities/ticket.ts', "'closed'", "'shut'")).hash).not.toBe(
    hash,
  );
  expect(contractFor({ rules: [{ rule: 'Another.', examples: [] }] }).hash).not.toBe(hash);
  expect(contractFor({}, edited('src/database.ts', 'object', 'string')).hash).toBe(hash);
  expect(contractFor({}, edited(hole.file, 'reopenTicket(', 'openAgain(')).hash).toBe(hash);
});

const body = 'return { status: 200, body: await context.records.tickets.get(input.ticketId) };';
const filled = new Map([
  ...tree,
  [hole.file, withBody(tree.get(hole.file) ?? '', hole.id, body) ?? ''],
]);
const provenance = (changed: Partial<Provenance> = {}): Provenance => ({
  contract: contractFor().hash,
  body: bodyHash(body),
  provider: 'localhost',
  model: 'm',
  run: '0001-aaaaaaaa',
  ...changed,
});

test.each([
  ['open until it is written', tree, undefined, 'open'],
  ['filled as it was accepted', filled, provenance(), 'filled'],
  ['stale when its contract has changed', filled, provenance({ contract: 'other' }), 'stale'],
  ["a person's own when nobody accepted it", filled, undefined, 'own'],
  ["a person's own when it was edited", filled, provenance({ body: 'other' }), 'own'],
  ['missing without its function', new Map([[hole.file, '']]), undefined, 'missing'],
] as const)('a hole is %s', (_what, files, from, state) => {
  expect(holeStatus(contractFor(), files, from).state).toBe(state);
});
