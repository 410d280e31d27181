import { expect, test } from 'vitest';
import { takes } from '../../src/http/accept.ts';

test.each([
  ['application/json', 'application/json', true],
  ['Application/JSON; charset=utf-8', 'application/json', true],
  ['text/html', 'application/json', false],
  ['text/html, application/json', 'application/json', true],
  ['application/*', 'application/json', true],
  ['text/*', 'application/json', false],
  ['*/*;q=0.1', 'application/json', true],
  ['*/*;q=0', 'application/json', false],
  ['application/json;q=0.5', 'application/json', true],
  ['application/json;q=0.000', 'application/json', false],
  ['application/json; Q=0 ; level=1', 'application/json', false],
  ['application/json;q=0.05', 'application/json', true],
  ['*/*, application/json;q=0', 'application/json', false],
  ['application/*;q=0, application/json', 'application/json', true],
  ['*/*, application/*;q=0', 'application/json', false],
  ['image/png', 'image/*', true],
  ['image/png;q=0', 'image/*', false],
])('Accept: %s of %s is %s', (accept, type, isTaken) => {
  expect(takes(accept, type)).toBe(isTaken);
});
