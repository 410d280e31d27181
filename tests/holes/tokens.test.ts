import { countTokens as reference } from 'gpt-tokenizer/encoding/o200k_base';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tokenCounter } from '../../src/holes/providers/tokens.ts';

const countTokens = await tokenCounter();

const code = readFileSync(
  new URL('../../src/holes/providers/provider.ts', import.meta.url),
  'utf8',
);

test('ordinary text is counted as the tokenizer counts it', async () => {
  expect(countTokens('')).toBe(0);
  expect(countTokens('hello world')).toBe(2);
  expect(countTokens(code)).toBe(reference(code));
  expect(countTokens('Καλημέρα κόσμε, 漢字 😀\r\n\tend')).toBe(
    reference('Καλημέρα κόσμε, 漢字 😀\r\n\tend'),
  );
});

test('what looks like a control token counts as text', async () => {
  expect(countTokens('<|endoftext|>')).toBeGreaterThan(1);
});

test('a long run of letters, signs, spaces or marks is counted in pieces', async () => {
  // Counted whole, each of these takes the tokenizer between half a minute and hours.
  for (const character of ['a', '漢', '=', ' ', '\n', '\u0301', '😀']) {
    const tokens = countTokens(character.repeat(200_000));
    expect(tokens).toBeGreaterThan(500);
    expect(tokens).toBeLessThan(800_000);
  }
});

test('a long run is estimated near its true count', async () => {
  const run = 'ab'.repeat(2_000);
  const exact = reference(run);
  expect(Math.abs(countTokens(run) - exact)).toBeLessThan(exact * 0.05);
});

test('a huge text is estimated from samples of all its parts', async () => {
  const text = code.repeat(400) + 'x y z '.repeat(100_000);
  const exact = reference(text);
  expect(text.length).toBeGreaterThan(1_000_000);
  expect(Math.abs(countTokens(text) - exact)).toBeLessThan(exact * 0.05);
});
