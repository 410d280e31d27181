import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watch } from '../../src/holes/providers/watch.ts';

const limits = { timeoutMs: 1000, idleMs: 100, maxAnswerBytes: 1000 };
let server: TransformStream<Uint8Array, Uint8Array>;

beforeEach(() => {
  vi.useFakeTimers();
  server = new TransformStream();
  vi.stubGlobal('fetch', async () => new Response(server.readable));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('until text comes only the time of the whole answer counts', () => {
  const attempt = watch(limits, undefined);
  vi.advanceTimersByTime(999);
  expect(attempt.stopped()).toBeUndefined();
  vi.advanceTimersByTime(1);
  expect(attempt.stopped()).toBe('slow');
  expect(attempt.controller.signal.aborted).toBe(true);
});

test('after text silence counts, and any byte ends it', async () => {
  const attempt = watch(limits, undefined);
  const response = await attempt.fetch('http://models.invalid');
  const reader = response.body?.getReader();
  const writer = server.writable.getWriter();
  attempt.textCame();
  for (let n = 0; n < 3; n += 1) {
    vi.advanceTimersByTime(99);
    await Promise.all([writer.write(Buffer.from(': working\n\n')), reader?.read()]);
  }
  expect(attempt.stopped()).toBeUndefined();
  vi.advanceTimersByTime(100);
  expect(attempt.stopped()).toBe('silent');
});

test('the first reason to stop is the one that counts', () => {
  const stop = new AbortController();
  const attempt = watch(limits, stop.signal);
  stop.abort();
  attempt.stop('too-long');
  vi.advanceTimersByTime(5000);
  expect(attempt.stopped()).toBe('aborted');
});

test('no clock runs on after the end', () => {
  const attempt = watch(limits, undefined);
  attempt.textCame();
  attempt.end();
  expect(vi.getTimerCount()).toBe(0);
  expect(attempt.stopped()).toBeUndefined();
});

test('a time that no timer can wait for is as long as one can', () => {
  const attempt = watch({ ...limits, timeoutMs: 2 ** 40 }, undefined);
  vi.advanceTimersByTime(2 ** 30);
  expect(attempt.stopped()).toBeUndefined();
  attempt.end();
});
