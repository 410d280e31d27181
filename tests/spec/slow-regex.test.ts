import { describe, expect, test } from 'vitest';
import { whySlow } from '../../src/spec/regex/slow-regex.ts';

const judge = ({ source, flags }: RegExp) => whySlow(source, flags);

describe('expressions that can take too long', () => {
  test.each([
    /(a+)+$/,
    /(a|a)*$/,
    /(a|aa)+$/,
    /^(\w+\s?)*$/,
    /^(.*)*$/,
    /a*a*$/,
    /\s+$/,
    /^(a{2,3})*$/,
    /(a{2,})*$/,
    /^(?:a|b|ab)*c/,
    /^(?:[a-z]+ ?)+$/,
    /^.*foo.*bar$/,
    /^([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*(@)$/,
    /(\d+)-(\d+)/,
    /^(?!(x+x+)+y)/,
    /^(?:[a-m]|[G-Z])+$/i,
    /a{1,60}a{1,60}a{1,60}a{1,60}b/,
    /^(?:\u0061|\x61)+$/,
    /^(?:.|\n)*\s*$/,
  ])('%s', (expression) => {
    expect(judge(expression)).toBeTypeOf('string');
  });
});

describe('expressions that cannot', () => {
  test.each([
    /\s+/g,
    /[^a-z0-9]+/gi,
    /^\d{4}-\d{2}-\d{2}$/,
    /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/,
    /^(\d{1,3}\.){3}\d{1,3}$/,
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/,
    /^(?=.*[A-Z])(?=.*\d).{8,}$/,
    /^https?:\/\//,
    /\bfoo\b/,
    /^#(?<hex>[0-9a-f]{6})$/i,
    /^\+?[\d ()-]{7,20}$/,
    /\p{L}/u,
    /^[\w.+-]+@[\w-]+\.[a-z]{2,}$/,
    /^-?\d+(\.\d+)?$/,
    /[.*+?^${}()|[\]\\]/g,
    /^(open|closed)$/,
    /^\w{1,40}(,\w{1,40}){0,9}$/,
    /^[^"\\]*(?:\\.[^"\\]*)*$/,
    /^(?:[a-m]|[n-z])+$/,
  ])('%s', (expression) => {
    expect(judge(expression)).toBeUndefined();
  });
});

test('what it cannot read it does not let pass', () => {
  expect(whySlow('(a)\\1', '')).toContain('back');
  expect(whySlow('[\\w--\\d]', 'v')).toContain('flag v');
  expect(whySlow('(?i:a)', '')).toContain('group');
});
