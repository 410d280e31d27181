import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentHash } from '../../src/workspace/content-hash.ts';
import { fileState, hashOf, isFolder } from '../../src/workspace/file-state.ts';
import { temporaryFolder } from './temporary-folder.ts';

const never = () => {
  throw new Error('The file was read.');
};

/** A file whose content was written long ago. */
function settledFile(text: string): string {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, text);
  return path;
}

/** As `fileState` would write it of a file that has rested for long. */
function rested(path: string, hash: string): string {
  const { size, mtimeMs, ctimeMs, ino } = statSync(path);
  return `${hash} ${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

test('a file whose entry is as it was is not read again', () => {
  const path = settledFile('text');
  const known = rested(path, 'hash-of-then');
  expect(fileState(path, never, known)).toBe(known);
});

test('a file that has just changed is read again the next time', () => {
  const path = settledFile('text');
  expect(fileState(path, contentHash)).toBe(contentHash('text'));
});

test('content of the same length at the same time of change is told apart', () => {
  const path = settledFile('one');
  const known = rested(path, contentHash('one'));
  const { atime, mtime, ctimeMs } = statSync(path);
  // A clock that ticks slowly may give two writes in a row one time.
  while (statSync(path).ctimeMs === ctimeMs) {
    writeFileSync(path, 'two');
    utimesSync(path, atime, mtime);
  }
  const state = fileState(path, contentHash, known) ?? '';
  expect(hashOf(state)).toBe(contentHash('two'));
});

test('no file and a folder have states of their own', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'inside'));
  expect(fileState(join(folder, 'absent'), never)).toBeUndefined();
  const state = fileState(join(folder, 'inside'), never) ?? '';
  expect(isFolder(state)).toBe(true);
});
