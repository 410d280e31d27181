import { expect, test } from 'vitest';
import type { ModelProvider, ModelRequest } from '../../src/holes/providers/provider.ts';
import { replaying, requestHash } from '../../src/holes/providers/replay.ts';

const request: ModelRequest = {
  model: 'small',
  messages: [{ role: 'user', content: 'Write it.' }],
  answer: { name: 'body', schema: { type: 'object', required: ['body'] } },
  maxTokens: 100,
};
const usage = { inputTokens: 3, outputTokens: 2 };

/** A provider that counts how often it is asked, and fails the first `failures` times. */
function counting(failures = 0): ModelProvider & { asked: number } {
  return {
    name: 'counting',
    asked: 0,
    async complete() {
      this.asked += 1;
      if (this.asked <= failures) throw new Error('not now');
      return { text: `answer ${this.asked}`, usage };
    },
  };
}

test('the hash is of the content, not of the order of members', () => {
  const { model, messages, maxTokens } = request;
  const reordered: ModelRequest = {
    maxTokens,
    answer: { schema: { required: ['body'], type: 'object' }, name: 'body' },
    messages: messages.map(({ content, role }) => ({ content, role })),
    model,
  };
  expect(requestHash(reordered)).toBe(requestHash(request));
  expect(requestHash(request)).toMatch(/^[0-9a-f]{64}$/);
});

test('any other content has another hash', () => {
  const others: ModelRequest[] = [
    { ...request, model: 'large' },
    { ...request, maxTokens: 101 },
    { ...request, messages: [{ role: 'system', content: 'Write it.' }] },
    { ...request, messages: [...request.messages, ...request.messages] },
    { ...request, answer: { name: 'body', schema: { type: 'object', required: [] } } },
  ];
  const hashes = new Set([request, ...others].map(requestHash));
  expect(hashes.size).toBe(others.length + 1);
});

test('the hash of a request does not change from one version to the next', () => {
  expect(requestHash(request)).toBe(
    '96c0b178635ddc81e1f073b7881395c6ced30fa4805df1ec25fc687dda5c4bc2',
  );
});

test('a known request is answered without asking', async () => {
  const provider = counting();
  const known = new Map([[requestHash(request), { text: 'recorded', usage }]]);
  const heard: number[] = [];
  const answer = await replaying(provider, known).complete(request, {
    onText: (characters) => heard.push(characters),
  });
  expect(answer).toEqual({ text: 'recorded', usage });
  expect(heard).toEqual(['recorded'.length]);
  expect(provider.asked).toBe(0);
});

test('an unknown request is asked for once', async () => {
  const provider = counting();
  const replay = replaying(provider, new Map());
  expect(await replay.complete(request, {})).toEqual({ text: 'answer 1', usage });
  expect(await replay.complete(request, {})).toEqual({ text: 'answer 1', usage });
  expect(provider.asked).toBe(1);
});

test('a failure is not an answer: the request is asked for again', async () => {
  const provider = counting(1);
  const replay = replaying(provider, new Map());
  await expect(replay.complete(request, {})).rejects.toThrow('not now');
  expect(await replay.complete(request, {})).toEqual({ text: 'answer 2', usage });
});

test('a stopped run gets no recorded answer either', async () => {
  const known = new Map([[requestHash(request), { text: 'recorded', usage }]]);
  const replay = replaying(counting(), known);
  await expect(replay.complete(request, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    kind: 'aborted',
  });
});
