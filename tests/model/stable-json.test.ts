import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isSameJson,
  stableJson,
  stableJsonWithoutProse,
} from '../../src/model/diff/stable-json.ts';

const value = fc.jsonValue({ maxDepth: 3 }).map((json): unknown => json);

test('values are the same exactly where their stable texts are', () => {
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(isSameJson(one, other)).toBe(stableJson(one) === stableJson(other));
    }),
  );
});

test('a value is the same as its copy, in whatever order its members came', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (members) => {
      const turned = Object.fromEntries(Object.entries(structuredClone(members)).reverse());
      expect(isSameJson(members, turned)).toBe(true);
    }),
  );
});

test.each([
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [{ a: undefined }, { b: undefined }, true],
  [{ a: 1 }, { b: 1 }, false],
  [[undefined], [null], true],
  [[], {}, false],
  [{ toString: 1 }, {}, false],
  [0, -0, true],
])('%j and %j: %s', (one, other, expected) => {
  expect(isSameJson(one, other)).toBe(expected);
  expect(stableJson(one) === stableJson(other)).toBe(expected);
});

test.each([
  [{ b: 1, a: [{ d: 2, c: 3 }] }, '{"a":[{"c":3,"d":2}],"b":1}'],
  [{ a: 3, 10: 2, 9: 1 }, '{"9":1,"10":2,"a":3}'],
  [JSON.parse('{"__proto__":1,"B":2}') as unknown, '{"B":2,"__proto__":1}'],
  [{ b: undefined, a: [undefined, Number.NaN] }, '{"a":[null,null]}'],
])('%j is printed as %s', (json, text) => {
  expect(stableJson(json)).toBe(text);
});

test.each([
  [{ type: 'string', title: 'Name', 'x-order': 1 }, { type: 'string' }],
  [{ properties: { title: { description: 'Of a book' } } }, { properties: { title: {} } }],
  [{ allOf: [{ summary: 'a' }, { items: { $comment: 'b' } }] }, { allOf: [{}, { items: {} }] }],
  [{ mapping: { example: '#/a' }, example: 1 }, { mapping: { example: '#/a' } }],
  [{ properties: { properties: { examples: [] } } }, { properties: { properties: {} } }],
])('%j without its prose is %j', (schema, bare) => {
  expect(stableJsonWithoutProse(schema)).toBe(stableJson(bare));
});
