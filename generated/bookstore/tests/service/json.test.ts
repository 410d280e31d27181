import { expect, test } from 'vitest';
import { jsonColumn, parseJson } from '../../src/http/json.ts';

test.each([
  '0e5',
  '0.000000000000000',
  '1e3',
  '15E-1',
  '1.500000000000000',
  '-0.0000000000000012',
  '1200000000000000000',
  '1.2E+21',
  '9007199254740991',
  '{"text":"12345678901234567890","list":[null,true]}',
])('keeps %s', (text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test.each([
  '0.12345678901234567',
  '-1.0000000000000000001',
  '1e400',
  '9007199254740993',
  '-90071992547409930',
])('refuses %s instead of rounding it', (text) => {
  expect(() => parseJson(text)).toThrow(`${text} has more digits than can be kept.`);
});

test('tells no more than the start of a number that is too long', () => {
  expect(() => parseJson(`0.${'1'.repeat(1000)}`)).toThrow(`0.${'1'.repeat(58)} has more digits`);
});

test('takes no longer over many zeros than over other digits', () => {
  expect(() => parseJson(`0.${'0'.repeat(500_000)}1`)).toThrow('has more digits');
});

test.each([
  [undefined, null],
  [null, null],
  [[], '[]'],
  ['text', '"text"'],
])('stores %j as %j', (value, stored) => {
  expect(jsonColumn(value)).toBe(stored);
});
