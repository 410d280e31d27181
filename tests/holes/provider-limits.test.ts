import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { openaiProvider } from '../../src/holes/providers/openai.ts';
import { answer, failureOf, request, talk } from './asking.ts';

test('a server that never answers is left when the time is over', async () => {
  const { server, provider } = await talk(() => ({ fault: 'hang' }), { timeoutMs: 500 });
  const error = await failureOf(provider.complete(request, {}));
  expect(error.kind).toBe('timeout');
  expect(error.message).toContain('no whole answer in 0.5 s');
  expect(await server.requests[0]?.over).toBe(false);
  expect(server.requests).toHaveLength(1);
});

test('a server that falls silent in the middle is left', async () => {
  const { server, provider } = await talk(() => ({ text: answer, fault: 'stall' }), { idleMs: 50 });
  const error = await failureOf(provider.complete(request, {}));
  expect(error.kind).toBe('timeout');
  expect(error.message).toContain('in the middle of an answer for 0.05 s');
  expect(await server.requests[0]?.over).toBe(false);
});

test('10 MB of answer are left at the limit', async () => {
  const { server, provider } = await talk(() => ({ fault: 'flood' }), { maxAnswerBytes: 10_000 });
  const heard: number[] = [];
  const error = await failureOf(
    provider.complete(request, { onText: (characters) => heard.push(characters) }),
  );
  expect(error.kind).toBe('too-long');
  expect(error.message).toContain('10000 bytes');
  expect(heard).toEqual([4096, 8192]);
  expect(await server.requests[0]?.over).toBe(false);
});

test('10 MB in a single event, or in a body without stream, are left as well', async () => {
  const event = await talk(() => ({ fault: 'one-event' }), { maxAnswerBytes: 10_000 });
  expect((await failureOf(event.provider.complete(request, {}))).kind).toBe('too-long');
  expect(await event.server.requests[0]?.over).toBe(false);

  const headers = { 'content-type': 'application/json' };
  const body = `{"choices":[{"message":{"content":"x"}}]}${'\n'.repeat(5 * 2 ** 20)}`;
  const whole = await talk(() => ({ status: 200, headers, body }), { maxAnswerBytes: 10_000 });
  expect((await failureOf(whole.provider.complete(request, {}))).kind).toBe('too-long');
});

test('a short answer after a megabyte of keep-alive comments is one', async () => {
  const before = ': working\n\n'.repeat(100_000);
  const { provider } = await talk(() => ({ text: answer, before }), { maxAnswerBytes: 10_000 });
  expect((await provider.complete(request, {})).text).toBe(answer);
});

test('an answer of exactly the limit is one, of a byte more is none', async () => {
  const bytes = Buffer.byteLength(answer);
  expect(bytes).toBeGreaterThan(answer.length);
  const fits = await talk(() => answer, { maxAnswerBytes: bytes });
  expect((await fits.provider.complete(request, {})).text).toBe(answer);
  const over = await talk(() => answer, { maxAnswerBytes: bytes - 1 });
  expect((await failureOf(over.provider.complete(request, {}))).kind).toBe('too-long');
});

test('of a fault with 10 MB of explanation only the beginning is read', async () => {
  const { server, provider } = await talk(() => ({ status: 400, body: 'x'.repeat(10 * 2 ** 20) }));
  expect((await failureOf(provider.complete(request, {}))).kind).toBe('refused');
  expect(await server.requests[0]?.over).toBe(false);
});

test('a run that was stopped before asks nothing', async () => {
  const { server, provider } = await talk(() => answer);
  const error = await failureOf(provider.complete(request, { signal: AbortSignal.abort() }));
  expect(error.kind).toBe('aborted');
  expect(server.requests).toHaveLength(0);
});

test('a run can be stopped before the answer begins', async () => {
  const stop = new AbortController();
  const { server, provider } = await talk(() => {
    stop.abort();
    return { fault: 'hang' };
  });
  const error = await failureOf(provider.complete(request, { signal: stop.signal }));
  expect(error.kind).toBe('aborted');
  expect(await server.requests[0]?.over).toBe(false);
});

test('a run can be stopped in the middle of an answer', async () => {
  const stop = new AbortController();
  const { server, provider } = await talk(() => ({ text: answer, fault: 'stall' }));
  const onText = (): void => stop.abort();
  const error = await failureOf(provider.complete(request, { signal: stop.signal, onText }));
  expect(error.kind).toBe('aborted');
  expect(await server.requests[0]?.over).toBe(false);
});

test('a run can be stopped while it waits to ask again', async () => {
  const stop = new AbortController();
  const { server } = await talk(() => {
    // After this answer has been read, the wait of a minute begins.
    setImmediate(() => stop.abort());
    return { status: 429, headers: { 'retry-after': '60' } };
  });
  const provider = openaiProvider({ baseURL: server.baseURL });
  const error = await failureOf(provider.complete(request, { signal: stop.signal }));
  expect(error.kind).toBe('aborted');
  expect(server.requests).toHaveLength(1);
});

test('a stop after the answer changes nothing, and leaves no listener', async () => {
  const stop = new AbortController();
  const { provider } = await talk(() => answer);
  const { text } = await provider.complete(request, { signal: stop.signal });
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  stop.abort();
  expect(text).toBe(answer);
});

test('a listener that fails ends the request with its own error', async () => {
  const { server, provider } = await talk(() => ({ text: answer, fault: 'stall' }));
  const onText = (): void => {
    throw new Error('the listener failed');
  };
  await expect(provider.complete(request, { onText })).rejects.toThrow('the listener failed');
  expect(await server.requests[0]?.over).toBe(false);
});
