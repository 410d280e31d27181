import { describe, expect, test } from 'vitest';
import { type Schema } from '../../src/http/description.ts';
import { requestVariant, responseVariant } from '../../src/http/variants.ts';

const text = { type: 'string' };
const id = { type: 'string', readOnly: true };
const secret = { type: 'string', writeOnly: true };
const both = { required: ['id', 'secret', 'text'], properties: { id, secret, text } };
const requested = { required: ['secret', 'text'], properties: { id: true, secret, text } };
const shown = { required: ['id', 'text'], properties: { id, secret: false, text } };

test('a request has no readOnly members, an answer no writeOnly ones', () => {
  expect(requestVariant(both, 'request')).toEqual(requested);
  expect(responseVariant(both)).toEqual(shown);
});

test.each([
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
])('so it is inside %s', (keyword) => {
  expect(requestVariant({ [keyword]: both }, 'request')).toEqual({ [keyword]: requested });
  expect(responseVariant({ [keyword]: both })).toEqual({ [keyword]: shown });
});

test.each(['anyOf', 'oneOf', 'prefixItems'])('so it is in each of %s', (keyword) => {
  expect(responseVariant({ [keyword]: [text, both] })).toEqual({ [keyword]: [text, shown] });
});

test.each(['properties', 'patternProperties', '$defs', 'dependentSchemas'])(
  'so it is in each member of %s',
  (keyword) => {
    expect(responseVariant({ [keyword]: { both, always: true, never: false } })).toEqual({
      [keyword]: { both: shown, always: true, never: false },
    });
  },
);

test('whole numbers are bounded by what a double counts, and by what the schema says', () => {
  const [minimum, maximum] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  expect(requestVariant({ type: 'integer' }, 'request')).toEqual({
    type: 'integer',
    minimum,
    maximum,
  });
  expect(requestVariant({ type: ['integer', 'null'], minimum: 1 }, 'patch')).toMatchObject({
    minimum: 1,
    maximum,
  });
  expect(requestVariant({ type: 'number' }, 'request')).toEqual({ type: 'number' });
  expect(requestVariant({ type: 'integer' }, 'parameter')).toEqual({ type: 'integer' });
  expect(responseVariant({ type: 'integer' })).toEqual({ type: 'integer' });
});

test('what a part of allOf hides, no other part asks for', () => {
  const schema: Schema = {
    required: ['id'],
    allOf: [{ properties: { id } }, { required: ['id', 'text'] }, true],
  };
  expect(requestVariant(schema, 'request')).toMatchObject({
    required: [],
    allOf: [{}, { required: ['text'] }, true],
  });
});

describe('defaults', () => {
  const schema = { properties: { text: { type: 'string', default: 'x' } } };
  test('are for requests and parameters', () => {
    expect(requestVariant(schema, 'request')).toEqual(schema);
    expect(requestVariant(schema, 'parameter')).toEqual(schema);
  });

  test('are not for patches and answers', () => {
    expect(requestVariant(schema, 'patch')).toEqual({ properties: { text } });
    expect(responseVariant(schema)).toEqual({ properties: { text } });
  });
});

test('references lead to schemas of the same variant', () => {
  expect(requestVariant({ $ref: '#/components/schemas/surely-unknown' }, 'patch')).toEqual({
    $ref: 'patch#/components/schemas/surely-unknown',
  });
});

test('what are no schemas stay as they are', () => {
  const schema = { const: both, enum: [both], items: false, required: 'id' };
  expect(responseVariant(schema)).toEqual(schema);
});
