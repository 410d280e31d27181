import { expect, test } from 'vitest';
import { createHoleJudge } from '../../../src/verify/hole/judge-body.ts';

const files = new Map([
  ['package.json', '{ "type": "module" }'],
  [
    'src/logic.ts',
    `export interface Order {
  id: string;
}
export async function createOrder(
  input: { body: Order },
  proceed: (body: Order) => Promise<Order>,
): Promise<Order> {
  throw new Error();
}
`,
  ],
]);
const judge = createHoleJudge({ files });
const verdict = (body: string) => judge.judge('src/logic.ts', 'createOrder', body);

test.each([
  'return proceed(input.body);',
  "if (input.body.id === '') throw new Error('empty');\nconst order = await proceed({ ...input.body });\nreturn order;",
])('a function that the signature hands over may be called: %s', (body) => {
  expect(verdict(body)).toMatchObject({ ok: true });
});

test.each([
  'proceed = async () => input.body; return proceed(input.body);',
  '({ a: proceed } = { a: async () => input.body }); return proceed(input.body);',
  '[proceed] = [async () => input.body]; return proceed(input.body);',
  'for (proceed of [async () => input.body]) {} return proceed(input.body);',
  'const all = [proceed]; const [first] = all; return first!(input.body);',
  'const kept = { proceed }; return kept.proceed(input.body);',
  'return proceed.call(undefined, input.body);',
  "return proceed.constructor('return 1')();",
])('and nothing else may be done with it: %s', (body) => {
  expect(verdict(body)).toMatchObject({ ok: false });
});
