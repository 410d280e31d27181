import { describe, expect, test } from 'vitest';
import { holesOf } from '../../src/model/holes.ts';
import { inferModel } from '../../src/model/infer-model.ts';
import { testableExample } from '../../src/model/rule-example.ts';
import type { RuleExample } from '../../src/model/types.ts';
import { readSpec } from '../../src/spec/read-spec.ts';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../e2e/shop.yaml', import.meta.url));

async function shop(hooks: readonly string[] = []) {
  const read = await readSpec(file, { cwd: process.cwd() });
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
  return inferModel(read.document, { hooks });
}

test('rules go round what can be served, make a hole of the rest, or are checked after writes', async () => {
  const { model } = await shop();
  expect(holesOf(model).map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    'createOrder around',
    'getOrder around',
    'cancelOrder operation',
    'checkCustomer check',
  ]);
  const writes = model.resources
    .flatMap(({ operations }) => operations)
    .filter(({ entity }) => entity === 'Customer');
  expect(writes.map(({ id, status }) => `${id} ${status}`).sort()).toEqual([
    'createCustomer hole',
    'deleteCustomer hole',
    'getCustomer live',
    'replaceCustomer hole',
  ]);
});

test('rules of properties are rules of their entity, with the name of the property', async () => {
  const { model } = await shop();
  const customer = model.entities.find(({ name }) => name === 'Customer');
  expect(customer?.rules.map(({ rule }) => rule)).toEqual([
    'A customer who is blocked cannot change.',
    'name: A name is never all capitals.',
  ]);
});

test('a hook of the configuration goes round an operation that asks for nothing', async () => {
  const { model } = await shop(['deleteOrder']);
  expect(holesOf(model).find(({ id }) => id === 'deleteOrder')).toMatchObject({
    kind: 'around',
    reason: 'the configuration hooks into it',
  });
});

describe('an example', async () => {
  const { model } = await shop();
  const hole = holesOf(model).find(({ id }) => id === 'cancelOrder');
  if (!hole) throw new Error('The shop has no such hole.');
  const tried = (example: Partial<RuleExample>) =>
    testableExample(
      { given: '', when: '', then: { status: 200 }, ...example },
      'A rule.',
      hole,
      model,
    );

  test('finds the path parameter of a record that is given', () => {
    expect(tried({ given: { order: { status: 'new' } } })).toMatchObject({
      given: [{ variable: 'order', fields: { status: 'new' } }],
      parameters: [{ value: '{order.id}' }],
      status: 200,
    });
  });

  test('names several records of an entity one after the other', () => {
    expect(
      tried({ given: { Order: [{}, { sku: 'b' }] }, then: { status: 200, order2: null } }),
    ).toMatchObject({
      given: [{ variable: 'order' }, { variable: 'order2' }],
      after: [{ variable: 'order2', fields: undefined }],
    });
  });

  test('in words is nothing to test', () => {
    expect(tried({ given: 'an order', then: { status: 200 } })).toBeUndefined();
    expect(tried({ then: 'it is cancelled' })).toBeUndefined();
  });

  test.each<[string, Partial<RuleExample>, string]>([
    [
      'an entity that is none',
      { given: { basket: {} } },
      'given names "basket", which is no entity',
    ],
    ['a field that is none', { given: { order: { colour: 'red' } } }, 'order has no field colour'],
    [
      'records that are no objects',
      { given: { order: 1 } },
      'given.order should be an object of fields, or a list of them',
    ],
    [
      'a path parameter that nothing tells',
      {},
      'when.params should tell orderId, or given the record that it names',
    ],
    [
      'a parameter that is none',
      { given: { order: {} }, when: { query: { x: 1 } } },
      'cancelOrder has no parameter x',
    ],
    [
      'an operation that is none',
      { given: { order: {} }, when: { operation: 'x' } },
      'when.operation names "x", which is no operation',
    ],
    [
      'a word that when does not know',
      { given: { order: {} }, when: { url: '/' } },
      'when knows operation, params, query, headers, body, and not "url"',
    ],
    [
      'a status that is no number',
      { given: { order: {} }, then: { status: 'ok' } },
      'then.status should be a number',
    ],
    [
      'a record that is not given',
      { given: { order: {} }, then: { customer: {} } },
      'then names "customer", which is not given',
    ],
  ])('with %s says why it cannot be tested', (_what, example, why) => {
    expect(tried(example)).toBe(why);
  });
});
