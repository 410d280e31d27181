import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import { openaiProvider } from '../../src/holes/providers/openai.ts';
import { answer, failureOf, KEY, request, talk } from './asking.ts';
import { startModelServer, type ServedRequest } from './model-server.ts';
import type { Reply } from './model-replies.ts';

const PROMPT = request.messages[1]?.content ?? '';

/** All that can be read from an error: its causes, its hidden members, its JSON and its stack. */
function everythingOf(error: unknown): string {
  const seen: unknown[] = [];
  const parts: string[] = [];
  for (let value = error; value !== undefined && !seen.includes(value);) {
    seen.push(value);
    parts.push(inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value) ?? '');
    if (!(value instanceof Error)) break;
    parts.push(value.message, String(value.stack));
    value = value.cause;
  }
  return parts.join('\n');
}

const echo = ({ headers, body }: ServedRequest): string =>
  `Incorrect key ${headers.authorization}; you said: ${body.messages.at(-1)?.content}`;

/** Servers that repeat what they were sent, in all the places that they have. */
const echoes: readonly (readonly [string, (request: ServedRequest) => Reply])[] = [
  ['the message of a 401', (sent) => ({ status: 401, body: { error: { message: echo(sent) } } })],
  ['the code of a 404', (sent) => ({ status: 404, body: { error: { code: echo(sent) } } })],
  ['the detail of a 422', (sent) => ({ status: 422, body: { detail: [{ input: echo(sent) }] } })],
  ['a detail in words', (sent) => ({ status: 400, body: { detail: echo(sent) } })],
  ['plain text', (sent) => ({ status: 400, body: echo(sent) })],
  [
    'a short part of the key',
    () => ({ status: 401, body: { error: { message: `No ${KEY.slice(0, 12)}…` } } }),
  ],
  [
    'a part of the prompt, broken',
    () => ({ status: 400, body: { error: { message: PROMPT.slice(4, 30).replace(' ', '\n') } } }),
  ],
  [
    'headers',
    (sent) => ({ status: 500, headers: { 'x-echo': String(sent.headers.authorization) } }),
  ],
  [
    'an event',
    (sent) => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: `data: ${JSON.stringify({ error: { message: echo(sent).replaceAll(/[^ -~]/g, '?') } })}\n\n`,
    }),
  ],
  [
    'a broken event',
    (sent) => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: `data: ${Buffer.from(echo(sent)).toString('latin1')}\n\n`,
    }),
  ],
  [
    'a redirection',
    (sent) => ({
      status: 307,
      headers: { location: `http://x.invalid/${encodeURIComponent(echo(sent))}` },
    }),
  ],
  ['a dropped connection', () => ({ fault: 'drop' })],
  ['a break in the middle', () => ({ text: answer, fault: 'disconnect' })],
  ['a flood', () => ({ fault: 'flood' })],
  ['silence', () => ({ fault: 'hang' })],
];

test.each(echoes)('neither key nor prompt gets out by %s', async (_, script) => {
  const { provider } = await talk(script, { maxRetries: 1, timeoutMs: 300, maxAnswerBytes: 5000 });
  const print = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')];
  const error = await failureOf(provider.complete(request, {}));
  const text = everythingOf(error) + JSON.stringify(print.map(({ mock }) => mock.calls));
  expect(text).not.toContain(KEY.slice(0, 9));
  expect(text).not.toContain('prices of the lines');
  expect(text).not.toMatch(/bearer|authorization|x-echo/i);
  expect(print.flatMap(({ mock }) => mock.calls)).toEqual([]);
  for (const spy of print) spy.mockRestore();
});

test('a key that cannot stand in a header is not shown either', async () => {
  const server = await startModelServer({ script: () => answer });
  try {
    const make = async () => openaiProvider({ baseURL: server.baseURL, apiKey: `${KEY}\n` });
    expect(everythingOf(await failureOf(make()))).not.toContain(KEY);
  } finally {
    await server.close();
  }
});

test('a password in an address is refused without showing it', async () => {
  const make = async () => openaiProvider({ baseURL: 'http://me:hunter2@127.0.0.1/v1' });
  const error = await failureOf(make());
  expect(error.message).toContain('without user name and password');
  expect(everythingOf(error)).not.toContain('hunter2');
});

test('nothing of the environment goes to a server by itself, and nothing is logged', async () => {
  vi.stubEnv('OPENAI_API_KEY', KEY);
  vi.stubEnv('OPENAI_ORG_ID', 'org-secret');
  vi.stubEnv('OPENAI_PROJECT_ID', 'proj-secret');
  vi.stubEnv('OPENAI_ADMIN_KEY', 'admin-secret');
  vi.stubEnv('OPENAI_LOG', 'debug');
  const print = vi.spyOn(console, 'debug').mockReturnValue(undefined);
  const { server } = await talk(() => answer);
  await openaiProvider({ baseURL: server.baseURL }).complete(request, {});
  vi.unstubAllEnvs();
  expect(print).not.toHaveBeenCalled();
  print.mockRestore();
  expect(JSON.stringify(server.requests[0]?.headers)).not.toMatch(/secret|sk-test/);
});
