import { expect, test } from 'vitest';
import { sourceFrame } from '../../src/diagnostics/frame.ts';

const at = (line: number, column: number) => ({ file: 'a.yaml', line, column });

test('a frame shows two lines before, the line, and a caret', () => {
  const text = 'openapi: 3.1.0\ninfo:\n  title: T\n  version: 1\npaths: {}\n';
  expect(sourceFrame(text, at(4, 12))).toBe(
    ['  2 | info:', '  3 |   title: T', '> 4 |   version: 1', '    |            ^'].join('\n'),
  );
});

test('tabs keep the caret in its place', () => {
  const [line = '', caret = ''] = sourceFrame('\ta: b', at(1, 5)).split('\n');
  expect(line.indexOf('b')).toBe(caret.indexOf('^'));
});

test('a long line is clipped on both sides', () => {
  const [line = '', caret = ''] = sourceFrame(
    `${'x'.repeat(5000)}!${'y'.repeat(5000)}`,
    at(1, 5001),
  ).split('\n');
  expect(line.length).toBeLessThan(140);
  expect(line.indexOf('!')).toBe(caret.indexOf('^'));
  expect(line).toMatch(/…x+!y+…$/);
});

test('control and direction-changing characters become visible', () => {
  expect(sourceFrame('a: \u001b[31m\u202e\u0000', at(1, 1))).toContain('a: ␛[31m<U+202E>␀');
});

test.each(['\n', '\r\n', '\r'])('lines end with %j', (end) => {
  expect(sourceFrame(`a${end}b${end}c`, at(3, 1))).toContain('> 3 | c');
});

test('a place beyond the text is its last line', () => {
  expect(sourceFrame('a\nb', at(9, 9))).toContain('> 2 | b');
});
