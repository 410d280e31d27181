import fc from 'fast-check';
import { expect, test } from 'vitest';
import { join, tokensOf } from '../../src/spec/pointer.ts';

test('the examples of RFC 6901 decode', () => {
  expect(tokensOf('')).toEqual([]);
  expect(tokensOf('/')).toEqual(['']);
  expect(tokensOf('/a~1b/m~0n/~01')).toEqual(['a/b', 'm~n', '~1']);
});

test('whatever tokens are joined come back', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (tokens) => {
      expect(tokensOf(join('', ...tokens))).toEqual(tokens);
    }),
  );
});
