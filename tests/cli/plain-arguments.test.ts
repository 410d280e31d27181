import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlain } from '../../src/cli/plain-arguments.ts';

const grammar = { flags: ['json', 'quiet'], values: ['out', 'config'] };
const read = (...argv: string[]) => {
  const plain = readPlain(argv, grammar);
  return plain && [plain.operands, [...plain.flags], Object.fromEntries(plain.values)];
};

test('operands, flags and values are read in any order', () => {
  expect(read('a.yaml', '--json', '--out', 'dir', 'b.yaml', '--config=c.ts')).toEqual([
    ['a.yaml', 'b.yaml'],
    ['json'],
    { out: 'dir', config: 'c.ts' },
  ]);
});

test.each([
  [['--help']],
  [['-h']],
  [['-']],
  [['--']],
  [['--json=yes']],
  [['--out']],
  [['--out=']],
  [['--out', '--json']],
  [['--out', 'a', '--out', 'b']],
])('%j is left to the whole grammar', (argv) => {
  expect(readPlain(argv, grammar)).toBeUndefined();
});

test('an option that the command does not name is never taken for another', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^--?[a-z=-]{0,12}$/), (word) => {
      const plain = readPlain([word, 'value'], grammar);
      const named = ['--json', '--quiet', '--out', '--config'];
      if (plain !== undefined) expect(named).toContain(word.split('=')[0]);
    }),
  );
});
