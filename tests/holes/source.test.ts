import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingImports, withImports, withoutNotImplemented } from '../../src/holes/imports.ts';
import { isOpenIn } from '../../src/holes/is-open.ts';
import { freeNames, logicFunction, withBody, withoutIndent } from '../../src/holes/source.ts';
import { contractFor, hole, tree } from './logic.ts';

const text = tree.get(hole.file) ?? '';

test('a body is put in and read back as it was', () => {
  const body = "if (input.ticketId === '') {\n  return undefined;\n}\nreturn 1;";
  const filled = withBody(text, 'closeTicket', body) ?? '';
  expect(logicFunction(filled, 'closeTicket')?.body).toBe(body);
  expect(isOpenIn(filled, 'closeTicket')).toBe(false);
  expect(isOpenIn(filled, 'reopenTicket')).toBe(true);
});

test('all that stands beside a body stays, byte for byte', () => {
  const word = fc.stringMatching(/^[a-z]{1,9}$/);
  const body = fc
    .array(word, { minLength: 1, maxLength: 5 })
    .map((words) => words.map((one) => `void '${one}';`).join('\n'));
  fc.assert(
    fc.property(body, body, (one, other) => {
      const first = withBody(text, 'closeTicket', one) ?? '';
      expect(withBody(first, 'closeTicket', other)).toBe(withBody(text, 'closeTicket', other));
      expect(logicFunction(first, 'reopenTicket')).toMatchObject({
        body: "throw notImplemented('reopenTicket');",
      });
    }),
  );
});

test('a function that is not there takes no body', () => {
  expect(withBody(text, 'nothing', 'return 1;')).toBeUndefined();
});

test('indentation that all lines share goes, the rest stays', () => {
  expect(withoutIndent('\n    a\n      b\n\n    c  \n')).toBe('a\n  b\n\nc');
});

test('names of members are no names that must be imported', () => {
  expect(freeNames('return conflict(a.conflict, { b: 1, c });')).toEqual(
    new Set(['body', 'conflict', 'a', 'c']),
  );
});

test('what a body uses is imported: into a statement that is there, or into a new one', () => {
  const { lent } = contractFor();
  const body = "throw conflict(toTicketSummary(ticket), 'closed');";
  const missing = missingImports(text, body, lent);
  expect(missing.map(({ name }) => name)).toEqual(['conflict', 'toTicketSummary']);
  const imported = withImports(withBody(text, 'closeTicket', body) ?? '', hole.file, missing);
  expect(imported).toContain("import { conflict, notImplemented } from '../../http/problem.ts';");
  expect(imported).toContain(
    "import { type Ticket, toTicketSummary } from '../../entities/ticket.ts';",
  );
  expect(missingImports(imported, body, lent)).toEqual([]);
});

test('notImplemented is imported for as long as a function waits', () => {
  const one = withBody(text, 'closeTicket', 'throw new Error();') ?? '';
  expect(withoutNotImplemented(one)).toContain('import { notImplemented }');
  const both = withBody(one, 'reopenTicket', 'throw new Error();') ?? '';
  expect(withoutNotImplemented(both)).not.toContain('notImplemented');
  const shared = both.replace('{ notImplemented }', '{ conflict, notImplemented, Problem }');
  expect(withoutNotImplemented(shared)).toContain('import { conflict, Problem } from');
});
