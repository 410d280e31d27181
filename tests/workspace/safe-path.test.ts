import { symlinkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refuseEscapes, refuseUnsafePaths } from '../../src/workspace/safe-path.ts';
import { temporaryFolder, writeFiles } from './temporary-folder.ts';

test.each([
  'src/app.ts',
  '.env.example',
  'src/resources/[id]/routes.ts',
  'src/__proto__/a.ts',
  'docs/größe-🚀.md',
  'console.ts',
])('accepts %j', (path) => {
  expect(() => refuseUnsafePaths([path])).not.toThrow();
});

test.each([
  '',
  '.',
  '..',
  '../a',
  'a/../../b',
  '/etc/passwd',
  'C:\\a',
  'C:/a',
  'a\\b',
  'a//b',
  'a/./b',
  'a\0b',
  'a\nb',
  'nul',
  'src/CON.ts',
  'a.',
  'a ',
  '.specwright/lock.json',
  '.Specwright/x',
  '.git/hooks/pre-commit',
  `${'a'.repeat(256)}.ts`,
])('refuses %j', (path) => {
  expect(() => refuseUnsafePaths([path])).toThrow('no path inside the output folder');
});

test.each([
  ['case', ['src/User.ts', 'src/user.ts']],
  ['Unicode form', ['caf\u00e9.ts', 'cafe\u0301.ts']],
])('refuses two paths that differ only by %s', (_kind, paths) => {
  expect(() => refuseUnsafePaths(paths)).toThrow('one file on some file systems');
});

test('refuses a path that would be a file and a folder', () => {
  expect(() => refuseUnsafePaths(['src/a', 'src/a/b.ts'])).toThrow('a file and a folder');
});

test('refuses folders that are links out of the service, dangling ones too', async () => {
  const folder = temporaryFolder();
  symlinkSync(temporaryFolder(), join(folder, 'src'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'tests'));
  await expect(refuseEscapes(folder, ['src/a.ts'])).rejects.toThrow(
    'src in the output folder is a link',
  );
  await expect(refuseEscapes(folder, ['tests/a.ts'])).rejects.toThrow(
    'tests in the output folder is a link',
  );
});

test('accepts folders that are links within the service', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'code'));
  symlinkSync(join(folder, 'code'), join(folder, 'src'));
  await expect(refuseEscapes(folder, ['src/deep/a.ts'])).resolves.toBeUndefined();
});

test('says so when a file stands where a folder belongs', async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { src: 'a file' });
  await expect(refuseEscapes(folder, ['src/a.ts'])).rejects.toThrow(
    'src in the output folder is a file',
  );
});
