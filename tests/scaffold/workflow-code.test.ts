import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCondition } from '../../src/spec/arazzo/condition.ts';
import { parseExpression } from '../../src/spec/arazzo/expression.ts';
import { templateOf } from '../../src/spec/arazzo/template.ts';
import { join } from '../../src/spec/pointer.ts';
import { assertions, isMet } from '../../src/scaffold/view/workflow/criterion-code.ts';
import {
  expressionCode,
  type Sight,
  templateCode,
  textCode,
} from '../../src/scaffold/view/workflow/expression-code.ts';

/** Pieces that end strings, templates and comments, or open an expression. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '`',
        '\\',
        '${',
        '}',
        '*/',
        '//',
        '\n',
        '\u2028',
        '__proto__',
        '{$',
        '$',
        '1',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const sight: Sight = {
  outputs: new Map([['one', new Map([['id', 'id']])]]),
  answer: {
    variable: 'answer',
    isJson: true,
    step: {
      kind: 'request',
      id: 'one',
      method: 'post',
      path: '/books',
      parameters: [{ name: 'size', in: 'query', value: { kind: 'value', value: 2 } }],
      body: { contentType: 'application/json', payload: templateOf({ a: ['x', '$inputs.b'] }) },
      outputs: {},
      criteria: [],
      moves: [],
      detours: [],
      source: { file: 'a.yaml', pointer: '' },
    },
  },
};

/** The value of an expression, given what its variables hold. */
const evaluated = (text: string, variables: Readonly<Record<string, unknown>> = {}): unknown =>
  new Function(...Object.keys(variables), `'use strict'; return (${text});`)(
    ...Object.values(variables),
  );

test('a payload is the value that it was, whatever texts stand in it', () => {
  fc.assert(
    fc.property(
      fc.dictionary(hostile, fc.array(hostile, { maxLength: 3 }), { maxKeys: 3 }),
      (value) => {
        let template;
        try {
          template = templateOf(value);
        } catch {
          fc.pre(false);
        }
        fc.pre(template !== undefined && !JSON.stringify(template).includes('"of":'));
        expect(evaluated(templateCode(template, sight))).toEqual(value);
      },
    ),
  );
});

test('a pointer leads to its member, whatever that is called', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 3 }), (tokens) => {
      const document = tokens.reduceRight<unknown>(
        (inner, token) => Object.fromEntries([[token, inner]]),
        'found',
      );
      const expression = { of: 'body', side: 'response', pointer: join('', ...tokens) } as const;
      const answer = { json: () => document };
      expect(evaluated(expressionCode(expression, sight), { answer })).toBe('found');
    }),
  );
});

test('a condition compares with its text, whatever that is', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const condition = parseCondition(`$response.body == '${text.replaceAll("'", "''")}'`);
      const fold = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);
      const code = isMet({ type: 'simple', condition, text }, sight);
      expect(evaluated(code, { answer: { json: () => text }, fold })).toBe(true);
      expect(evaluated(code, { answer: { json: () => `${text}!` }, fold })).toBe(false);
    }),
  );
});

test.each([
  ['$statusCode', 'answer.statusCode'],
  ['$method', "'POST'"],
  ['$url', 'answer.raw.req.url'],
  ['$response.header.X-Next', "answer.headers['x-next']"],
  ['$request.header.Accept', 'answer.raw.req.headers.accept'],
  ['$request.query.size', '2'],
  ['$request.query.other', 'undefined'],
  ['$request.body#/a/0', "'x'"],
  ['$request.body#/a/1/c', 'inputs.b.c'],
  ['$response.body', 'answer.json()'],
  ['$response.body#/items/0/a-b', "answer.json().items[0]?.['a-b']"],
  ['$steps.one.outputs.id#/x', 'id.x'],
  ['$inputs.name', 'inputs.name'],
])('%s is %s', (text, code) => {
  const expression = parseExpression(text);
  expect(expression && expressionCode(expression, sight)).toBe(code);
});

test.each([
  ['$statusCode == 200', ['expect(answer.statusCode, answer.body).toBe(200);']],
  [
    "$statusCode == 200 && $response.body#/name != 'Ada'",
    [
      'expect(answer.statusCode, answer.body).toBe(200);',
      "expect(fold(answer.json().name)).not.toBe('ada');",
    ],
  ],
  ["$response.body#/isbn == '978'", ["expect(answer.json().isbn).toBe('978');"]],
  ['$response.header.total == 3', ['expect(Number(answer.headers.total)).toBe(3);']],
  [
    '$response.body#/price >= 1.5',
    ['expect(Number(answer.json().price)).toBeGreaterThanOrEqual(1.5);'],
  ],
  [
    '$statusCode == 200 || !$response.body#/gone',
    [
      "expect(answer.statusCode === 200 || !(Boolean(answer.json().gone)), '$statusCode == 200 || !$response.body#/gone').toBe(true);",
    ],
  ],
])('%s is held by assertions', (text, lines) => {
  expect(assertions({ type: 'simple', condition: parseCondition(text), text }, sight)).toEqual(
    lines,
  );
});

test('texts travel as texts, other values as JSON', () => {
  expect(textCode(templateOf(5), sight)).toBe("'5'");
  expect(textCode(templateOf('$inputs.a'), sight)).toBe('String(inputs.a)');
  expect(textCode(templateOf('a`{$inputs.b}'), sight)).toBe('`a\\`${String(inputs.b)}`');
  expect(textCode(templateOf(['a']), sight)).toBe("JSON.stringify(['a'])");
});
