import { expect, test } from 'vitest';
import { Progress } from '../../src/cli/progress.ts';

function said(isLive: boolean, isQuiet = false): string[] {
  const lines: string[] = [];
  const progress = new Progress(
    {
      cwd: '/',
      isLive,
      hasColours: false,
      hasOutColours: false,
      out: () => undefined,
      err: (text) => void lines.push(text),
    },
    'pets.yaml',
    isQuiet,
  );
  progress.show('compare');
  progress.show('read');
  progress.show('plan', 'waiting for another run (process 7) on this folder');
  progress.stop();
  return lines;
}

test('one plain line a stage where nobody watches', () => {
  expect(said(false)).toEqual([
    'pets.yaml: reading the description\n',
    'pets.yaml: waiting for another run (process 7) on this folder\n',
  ]);
});

test('one living line on a terminal, gone at the end', () => {
  expect(said(true)).toEqual([
    '\r\u001b[2Kpets.yaml: looking for changes (0.0 s)',
    '\r\u001b[2Kpets.yaml: reading the description (0.0 s)',
    '\r\u001b[2Kpets.yaml: waiting for another run (process 7) on this folder (0.0 s)',
    '\r\u001b[2K',
  ]);
});

test('nothing when it is to be quiet', () => {
  expect(said(true, true)).toEqual([]);
  expect(said(false, true)).toEqual([]);
});
