import { expect, test } from 'vitest';
import type { FailureKind } from '../../src/holes/providers/provider.ts';
import { answer, failureOf, request, talk } from './asking.ts';
import type { Reply } from './model-replies.ts';
import { startModelServer } from './model-server.ts';

/** Replies with the kind of failure that each ends in, at the first attempt. */
const faults: readonly (readonly [string, FailureKind, Reply, RegExp])[] = [
  [
    'a stream that ends without saying why',
    'truncated',
    { text: answer, fault: 'truncated' },
    /ended in the middle/,
  ],
  [
    'a connection that breaks in the middle',
    'truncated',
    { text: answer, fault: 'disconnect' },
    /ended in the middle \(UND_ERR_SOCKET\)/,
  ],
  [
    'an event that is no JSON',
    'truncated',
    { text: answer, fault: 'bad-event' },
    /ended in the middle/,
  ],
  [
    'an empty stream',
    'truncated',
    { status: 200, headers: { 'content-type': 'text/event-stream' }, body: '' },
    /ended/,
  ],
  [
    'JSON that is not whole',
    'truncated',
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"choices":[' },
    /ended/,
  ],
  [
    'an answer that met the limit of tokens',
    'too-long',
    { text: answer, fault: 'length' },
    /500 tokens/,
  ],
  ['an answer that was filtered', 'refused', { text: answer, fault: 'content-filter' }, /declined/],
  ['a model that declines', 'refused', { text: 'I cannot.', fault: 'refusal' }, /declined/],
  ['a web page', 'refused', { fault: 'web-page' }, /OPENAI_BASE_URL/],
  ['a wrong key', 'refused', { status: 401 }, /OPENAI_API_KEY/],
  ['a key that may not', 'refused', { status: 403 }, /OPENAI_API_KEY or OPENAI_MODEL/],
  ['an unknown model', 'refused', { status: 404 }, /model scripted.*OPENAI_MODEL/],
  ['a request that is too large', 'refused', { status: 413 }, /less context/],
  [
    'another refusal',
    'refused',
    { status: 400, body: { error: { message: 'too many turns' } } },
    /status 400.*It says: too many turns/,
  ],
  [
    'an account without credit',
    'refused',
    { status: 429, body: { error: { code: 'insufficient_quota' } } },
    /no credit/,
  ],
  [
    'a fault that the server calls final',
    'unavailable',
    { status: 500, headers: { 'x-should-retry': 'false' } },
    /status 500/,
  ],
  [
    'an error in the place of an answer',
    'refused',
    { status: 200, body: { error: { message: 'gone away', code: 404 } } },
    /gone away/,
  ],
  [
    'an older form of the same',
    'refused',
    { status: 200, body: { object: 'error', message: 'gone away', code: 400 } },
    /gone away/,
  ],
];

test.each(faults)('%s is «%s», and is not tried again', async (_, kind, reply, message) => {
  const { server, provider, waits } = await talk(() => reply);
  const error = await failureOf(provider.complete(request, {}));
  expect(error.kind).toBe(kind);
  expect(error.message).toMatch(message);
  expect(error.message).toMatch(/\.$|It says/);
  expect(server.requests).toHaveLength(1);
  expect(waits).toEqual([]);
});

test('without a key the message says to set one', async () => {
  const { provider } = await talk(() => ({ status: 401 }), { apiKey: '' });
  expect((await failureOf(provider.complete(request, {}))).message).toContain('wants a key');
});

test('a redirection is not followed: the prompt goes nowhere else', async () => {
  const elsewhere = await talk(() => answer);
  const headers = { location: `${elsewhere.server.baseURL}/chat/completions` };
  const { provider } = await talk(() => ({ status: 307, headers }));
  const error = await failureOf(provider.complete(request, {}));
  expect(error.kind).toBe('refused');
  expect(error.message).toContain('OPENAI_BASE_URL');
  expect(elsewhere.server.requests).toHaveLength(0);
});

test.each([408, 409, 429, 500, 502, 503, 529])('status %i is tried again', async (status) => {
  const { server, provider, waits } = await talk((_, n) => (n < 2 ? { status } : answer));
  expect((await provider.complete(request, {})).text).toBe(answer);
  expect(server.requests).toHaveLength(3);
  expect(waits).toEqual([500, 1000]);
});

test('what does not pass is given up after so many attempts', async () => {
  const { server, provider, waits } = await talk(() => ({ status: 503 }), { maxRetries: 6 });
  const error = await failureOf(provider.complete(request, {}));
  expect(error.kind).toBe('unavailable');
  expect(error.message).toContain('status 503');
  expect(server.requests).toHaveLength(7);
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
});

test('by default it is asked four times more, and never when no retries are wanted', async () => {
  const usual = await talk(() => ({ status: 500 }));
  await failureOf(usual.provider.complete(request, {}));
  expect(usual.server.requests).toHaveLength(5);
  const once = await talk(() => ({ status: 500 }), { maxRetries: 0 });
  await failureOf(once.provider.complete(request, {}));
  expect(once.server.requests).toHaveLength(1);
});

test('it waits as long as the server asks for, in seconds or until a date, at most a minute', async () => {
  const date = 'Tue, 05 May 2026 10:00:00 GMT';
  const headers = [
    { 'retry-after': '7' },
    { 'retry-after': 'Tue, 05 May 2026 10:00:12 GMT', date },
    { 'retry-after': 'Tue, 05 May 2026 09:00:00 GMT', date },
    { 'retry-after': '86400' },
    { 'retry-after': 'soon' },
  ];
  const { provider, waits } = await talk(
    (_, n) => {
      const asked = headers[n];
      return asked ? { status: 429, headers: asked } : answer;
    },
    { maxRetries: headers.length },
  );
  await provider.complete(request, {});
  expect(waits).toEqual([7000, 12_000, 0, 60_000, 8000]);
});

test('a connection that is dropped before an answer is tried again', async () => {
  const { server, provider } = await talk((_, n) => (n === 0 ? { fault: 'drop' } : answer));
  expect((await provider.complete(request, {})).text).toBe(answer);
  expect(server.requests).toHaveLength(2);
});

test('an overload that is told in the middle of a stream is tried again', async () => {
  const { provider, waits } = await talk((_, n) =>
    n === 0 ? { text: answer, fault: 'error-event' } : answer,
  );
  expect((await provider.complete(request, {})).text).toBe(answer);
  expect(waits).toEqual([500]);
});

test('a server that does not run is named, with the reason', async () => {
  const gone = await startModelServer({});
  await gone.close();
  const { provider, waits } = await talk({}, { baseURL: gone.baseURL });
  const error = await failureOf(provider.complete(request, {}));
  expect(error.kind).toBe('unavailable');
  expect(error.message).toContain(`${new URL(gone.baseURL).host} cannot be reached (ECONNREFUSED)`);
  expect(waits).toHaveLength(4);
});

test('an address that is none, and a key that cannot be sent, are told before anything is asked', async () => {
  for (const options of [
    { baseURL: 'models' },
    { baseURL: 'file:///etc' },
    { apiKey: 'sk-1\nx' },
  ]) {
    const error = await failureOf(talk({}, options));
    expect(error.kind).toBe('refused');
    expect(error.message).toMatch(/OPENAI_BASE_URL|OPENAI_API_KEY/);
  }
});
