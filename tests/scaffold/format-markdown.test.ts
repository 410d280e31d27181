import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { formatMarkdown } from '../../src/scaffold/format-markdown.ts';
import { prettierStyle } from '../../src/scaffold/format-text.ts';

const byPrettier = (text: string) => format(text, { ...prettierStyle, parser: 'markdown' });

/** Pieces of a line, most of them plain, and some that Prettier may write otherwise. */
const plain = fc.constantFrom(
  'the',
  'Pet',
  '7',
  '(as told)',
  'a/b',
  "it's",
  '"so"',
  '100%',
  'v1.2',
);
const piece = fc.oneof(
  { weight: 12, arbitrary: plain },
  { weight: 4, arbitrary: fc.constantFrom('`GET /pets`', '`a_b`', '`-`', '`{id}`', '`a "b"`') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'html\\_url',
      'a\\_b\\_c',
      '\\`a\\`',
      '{a}',
      'a {',
      '}',
      '&#64;',
      '&amp;',
      'Émile',
      'one – two',
      '“so”',
      'Größe…',
      'a = b',
      'c++',
      'so!',
      '\\*so\\*',
      '\\_so\\_',
      '\\[x\\]',
      '\\<b\\>',
      '\\#1',
      '\\~',
      '\\\\',
      '[Here it is](https://a.example/b-c_d)',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '1.',
      '2)',
      '-',
      '+',
      '*so*',
      '_so_',
      '#',
      '>',
      '|',
      '{{a}}',
      '{% a',
      '{%',
      '&copy;',
      '漢字',
      'かな',
      '=',
      '===',
      '!',
      '+1',
      '$a$',
      '~',
      '!',
      '&amp;',
      'é',
      '`a  b`',
      '``',
      '` a`',
      '[x]',
      '![Here](https://a.example)',
      '<b>',
      '---',
      ':::',
      'http://a.example',
      '\\_a',
      '\\',
      '  ',
      '...',
    ),
  },
);
const line = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(' '));
const row = fc
  .array(line, { minLength: 2, maxLength: 2 })
  .map((cells) => `| ${cells.join(' | ')} |`);
const block = fc.oneof(
  { weight: 4, arbitrary: line },
  fc.tuple(fc.constantFrom('#', '##', '######'), line).map((parts) => parts.join(' ')),
  fc
    .array(
      line.map((text) => `- ${text}`),
      { minLength: 1, maxLength: 3 },
    )
    .map((lines) => lines.join('\n')),
  fc
    .array(row, { maxLength: 3 })
    .map((rows) => ['| a | `b` |', '| --- | ---- |', ...rows].join('\n')),
  fc.constantFrom(
    '```sh\nnpm  start\n\n\n```',
    '```mermaid\nerDiagram\n  A {\n  }\n```',
    '```ts\nlet a  = 1\n```',
    '```sh',
  ),
);
const document = fc
  .array(fc.tuple(block, fc.constantFrom('\n\n', '\n\n', '\n\n\n', '\n')), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.flat().join(''));

test('writes plain Markdown as Prettier does, or leaves it to Prettier', async () => {
  let own = 0;
  await fc.assert(
    fc.asyncProperty(document, async (text) => {
      const formatted = formatMarkdown(text);
      if (formatted === undefined) return;
      own++;
      expect(formatted).toBe(await byPrettier(text));
    }),
    { numRuns: 1500, seed: 20_260_102 },
  );
  expect(own).toBeGreaterThan(500);
});

test.each(['bookstore', 'help-desk', 'fleet'])('the README of the %s needs no Prettier', (name) => {
  const text = readFileSync(new URL(`../../generated/${name}/README.md`, import.meta.url), 'utf8');
  expect(formatMarkdown(text)).toBe(text);
});
