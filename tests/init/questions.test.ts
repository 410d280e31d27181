import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askInit, type Asking } from '../../src/cli/init-questions.ts';

const ENTER = '\r';
const CANCEL = '\u0003';

/** Types each answer when its question is on the screen. */
async function answering(keys: readonly string[], asking: Partial<Asking> = {}) {
  const input = new PassThrough();
  const output = new PassThrough();
  const left = [...keys];
  let screen = '';
  let asked = 0;
  output.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
    const questions = screen.match(/(?:which descriptions|Where shall|git hook|Write a sample)/g);
    if ((questions ?? []).length > asked) {
      asked = (questions ?? []).length;
      const next = left.shift();
      if (next !== undefined) setImmediate(() => input.write(next));
    }
  });
  const answers = await askInit({
    found: ['a.yaml', 'b.yaml'],
    canHook: true,
    input,
    output,
    signal: new AbortController().signal,
    ...asking,
  });
  return { answers, screen };
}

test('three questions, each with an answer that is there already', async () => {
  const { answers } = await answering([ENTER, ENTER, ENTER]);
  expect(answers).toEqual({
    specs: ['a.yaml', 'b.yaml'],
    sample: false,
    folder: 'services',
    hook: true,
  });
});

test('without a description a sample is offered, without a repository no hook', async () => {
  const { answers } = await answering([ENTER, ENTER], { found: [], canHook: false });
  expect(answers).toEqual({ specs: [], sample: true, folder: 'services', hook: false });
});

test('who goes away is not asked further', async () => {
  expect((await answering([CANCEL])).answers).toBeUndefined();
});
