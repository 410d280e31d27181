import { expect, test } from 'vitest';
import { readBody } from '../../src/holes/answer.ts';

const body = 'return 1;';

test.each([
  ['JSON as asked for', JSON.stringify({ body, notes: 'a note' })],
  [
    'JSON in a fenced block',
    `Here it is:\n\`\`\`json\n${JSON.stringify({ body, notes: '' })}\n\`\`\`\nBye.`,
  ],
  [
    'a fenced block of code with prose around',
    `Sure!\n\n\`\`\`ts\n${body}\n\`\`\`\nThis returns 1.`,
  ],
  [
    'the whole function',
    `\`\`\`ts\nexport async function close(a: string): Promise<number> {\n  ${body}\n}\n\`\`\``,
  ],
  [
    'the whole function in JSON',
    JSON.stringify({ body: `async function close() {\n  ${body}\n}`, notes: '' }),
  ],
  ['a block with a longer fence', `\`\`\`\`\n${body}\n\`\`\`\``],
])('a body is read from %s', (_what, text) => {
  expect(readBody(text, 'close')).toMatchObject({ ok: true, body });
});

test.each([
  ['nothing', ''],
  ['prose alone', 'I cannot do this.'],
  ['JSON without a body', '{"code": "return 1;"}'],
  ['an empty body', '{"body": "  ", "notes": ""}'],
  ['another function', '```ts\nexport function other() { return 1; }\n```'],
  ['an import', "```ts\nimport fs from 'node:fs';\n```"],
  ['a block that is never closed', '```ts\nreturn 1;'],
  ['JSON that is cut short', '{"body": "return 1;'],
])('%s is no body', (_what, text) => {
  expect(readBody(text, 'close')).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/\.$/),
  });
});
