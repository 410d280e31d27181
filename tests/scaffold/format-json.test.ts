import fc from 'fast-check';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { prettierStyle } from '../../src/scaffold/format-text.ts';
import { formatJson } from '../../src/scaffold/format-json.ts';

const byPrettier = (text: string) => format(text, { ...prettierStyle, parser: 'json' });
const written = (value: unknown) => JSON.stringify(value, null, 2);

/** Values in which lists of every kind are as long as a line, or a little longer or shorter. */
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\\', ' '), maxLength: 12 });
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
  return {
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.constantFrom(null, true, false, -0, 1e21, 1.5e-7, {}, []),
      number,
      fc.string({ maxLength: 30 }),
      fc.array(name, { maxLength: 14 }),
      fc.array(number, { maxLength: 40 }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(name, tie('value'), { maxKeys: 4 }),
    ),
  };
});

test('writes any value as Prettier does, or leaves it to Prettier', async () => {
  let own = 0;
  await fc.assert(
    fc.asyncProperty(anyValue, async (value) => {
      const text = written(value);
      const formatted = formatJson(text);
      if (formatted === undefined) return;
      own++;
      expect(formatted).toBe(await byPrettier(text));
    }),
    { numRuns: 1500, seed: 20_260_101 },
  );
  expect(own).toBeGreaterThan(1000);
});

test('breaks a list at exactly the width at which Prettier does', async () => {
  for (let length = 80; length <= 100; length++) {
    const items = ['x'.repeat(length - 20), 'y'];
    for (const value of [{ a: items }, { a: items, b: 1 }, [items, 1], { a: { 'b c': [items] } }])
      expect(formatJson(written(value))).toBe(await byPrettier(written(value)));
  }
});

test.each([
  ['a list with letters of unknown width', written({ a: ['漢字', 'é'] })],
  ['a text that it has not written', '{"a":1}'],
  ['a text that does not parse', '{"a":}'],
])('leaves %s to Prettier', (_what, text) => {
  expect(formatJson(text)).toBeUndefined();
});

test('letters of any width in texts by themselves do no harm', async () => {
  const text = written({ 漢: 'é\u2028', é: [1, 2] });
  expect(formatJson(text)).toBeUndefined();
  const plain = written({ 漢: 'é\u2028漢', a: { b: 'ü' } });
  expect(formatJson(plain)).toBe(await byPrettier(plain));
});
