import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCondition } from '../../src/spec/arazzo/condition.ts';
import { parseExpression } from '../../src/spec/arazzo/expression.ts';
import { BadExpression, templateOf } from '../../src/spec/arazzo/template.ts';

describe('an expression', () => {
  test.each([
    ['$statusCode', { of: 'statusCode' }],
    ['$url', { of: 'url' }],
    ['$response.body', { of: 'body', side: 'response', pointer: '' }],
    ['$response.body#/items/0/a~1b', { of: 'body', side: 'response', pointer: '/items/0/a~1b' }],
    ['$response.body.items[0].id', { of: 'body', side: 'response', pointer: '/items/0/id' }],
    ['$response.header.X-Next', { of: 'header', side: 'response', name: 'x-next' }],
    ['$request.query.page', { of: 'parameter', in: 'query', name: 'page' }],
    ['$inputs.name#/first', { of: 'input', name: 'name', pointer: '/first' }],
    ['$outputs.id', { of: 'output', name: 'id', pointer: '' }],
    ['$steps.a-b.outputs.id', { of: 'step', step: 'a-b', output: 'id', pointer: '' }],
  ])('%s is read', (text, expression) => {
    expect(parseExpression(text)).toEqual(expression);
  });

  test.each([
    'statusCode',
    '$status',
    '$response.query.a',
    '$response.header.a b',
    '$response.body#items',
    '$response.body#/a~2',
    '$inputs.',
    '$inputs.a[b]',
    '$steps.a.b',
    '',
  ])('%j is none', (text) => {
    expect(parseExpression(text)).toBeUndefined();
  });
});

describe('a template', () => {
  test('takes expressions in braces into its text', () => {
    expect(templateOf('/books/{$inputs.id}?x={y}')).toEqual({
      kind: 'text',
      parts: ['/books/', { of: 'input', name: 'id', pointer: '' }, '?x={y}'],
    });
  });

  test.each(['$5', '$', 'costs $inputs', '{$', '{}'])('leaves %j a text', (text) => {
    expect(templateOf(text)).toEqual({ kind: 'value', value: text });
  });

  test.each(['$response.boddy', '{$steps.a}'])('refuses %j', (text) => {
    expect(() => templateOf({ a: [text] })).toThrow(BadExpression);
  });
});

describe('a condition', () => {
  test('binds && closer than ||, and ! closest', () => {
    expect(parseCondition("$statusCode == 200 && !true || 'it''s' != null")).toMatchObject({
      kind: 'any',
      parts: [
        { kind: 'all', parts: [{ operator: '==' }, { kind: 'not', part: { value: true } }] },
        { operator: '!=', left: { value: "it's" }, right: { value: null } },
      ],
    });
  });

  test.each([
    '',
    '$statusCode ==',
    '(1',
    '1 1',
    '200abc',
    "'open",
    '== 1',
    '1 = 1',
    '!'.repeat(99),
  ])('%j is none', (text) => {
    expect(() => parseCondition(text)).toThrow(SyntaxError);
  });

  test('is read or refused, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '$statusCode',
            '==',
            '<',
            '(',
            ')',
            '&&',
            '||',
            '!',
            "'a'",
            '1',
            ' ',
            '$',
            'x',
          ),
          { maxLength: 12 },
        ),
        (parts) => {
          try {
            expect(parseCondition(parts.join(''))).toHaveProperty('kind');
          } catch (error) {
            expect(error instanceof SyntaxError || error instanceof BadExpression).toBe(true);
          }
        },
      ),
    );
  });
});
