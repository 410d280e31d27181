import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder } from '../../src/workspace/cache-folder.ts';
import { RunCache } from '../../src/workspace/run-cache.ts';
import { trimCache } from '../../src/workspace/trim-cache.ts';
import { temporaryFolder, writeFiles } from './temporary-folder.ts';

const open = (folder: string, version = '1') => new RunCache({ folder, name: 'pets', version });

function savedFile(folder: string): string {
  const [name = ''] = readdirSync(join(folder, 'runs'));
  return join(folder, 'runs', name);
}

/** A folder in which a run has remembered `known`. */
function folderWithCache(): string {
  const folder = temporaryFolder();
  const cache = open(folder);
  cache.set('known', 'a text\nof two lines, with “quotes”');
  cache.save();
  return folder;
}

test('a text that one run has remembered is there for the next', () => {
  const folder = folderWithCache();
  expect(open(folder).get('known')).toBe('a text\nof two lines, with “quotes”');
  expect(open(folder).get('other')).toBeUndefined();
});

test.each(['', '“', '\u{1f600}', ' 1 2\n', '\r\n'])(
  'texts around %j are what they were',
  (text) => {
    const folder = temporaryFolder();
    const cache = open(folder);
    for (const [key, one] of Object.entries({ before: 'a', known: text, after: 'b' }))
      cache.set(key, one);
    cache.save();
    const next = open(folder);
    expect(['before', 'known', 'after'].map((key) => next.get(key))).toEqual(['a', text, 'b']);
  },
);

test('a text that no file can hold is made anew, and not read as another one', () => {
  const folder = temporaryFolder();
  const cache = open(folder);
  cache.set('half', '\ud83d');
  cache.set('known', 'whole');
  cache.save();
  expect(open(folder).get('half')).toBeUndefined();
  expect(open(folder).get('known')).toBe('whole');
});

test('other code finds nothing of what this code has remembered', () => {
  expect(open(folderWithCache(), '2').get('known')).toBeUndefined();
});

test.each([
  ['cut short', (text: string) => text.slice(0, -5)],
  ['changed in its middle', (text: string) => text.replace('two lines', 'six lines')],
  ['emptied', () => ''],
  ['not ours', () => '[["known",0,"forged"]]'],
])('a cache that was %s counts as empty, and is written anew', (_how, damage) => {
  const folder = folderWithCache();
  const file = savedFile(folder);
  writeFileSync(file, damage(readFileSync(file, 'utf8')));
  const cache = open(folder);
  expect(cache.get('known')).toBeUndefined();
  cache.set('known', 'again');
  cache.save();
  expect(open(folder).get('known')).toBe('again');
});

test('what runs add one after the other is all there, however often the file was written anew', () => {
  const folder = temporaryFolder();
  for (let round = 0; round < 30; round++) {
    const cache = open(folder);
    for (let old = Math.max(0, round - 3); old < round; old++)
      expect(cache.get(`text ${old}`)).toBe(`of round ${old}`);
    cache.set(`text ${round}`, `of round ${round}`);
    cache.save();
  }
});

test('a run that adds a text leaves what is there as it is', () => {
  const folder = folderWithCache();
  const before = readFileSync(savedFile(folder), 'utf8');
  const cache = open(folder);
  cache.set('new', 'text');
  cache.save();
  expect(readFileSync(savedFile(folder), 'utf8').startsWith(before)).toBe(true);
});

test('an end that was cut off while it was added costs the cache, and no wrong text', () => {
  const folder = folderWithCache();
  const cache = open(folder);
  cache.set('new', 'text');
  cache.save();
  const file = savedFile(folder);
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -4));
  expect(open(folder).get('known')).toBeUndefined();
  const next = open(folder);
  next.set('known', 'again');
  next.save();
  expect(open(folder).get('known')).toBe('again');
  expect(open(folder).get('new')).toBeUndefined();
});

test('a folder that cannot be made costs nothing but the memory', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { file: '' });
  const cache = open(join(folder, 'file', 'below'));
  cache.set('known', 'here');
  cache.save();
  expect(cache.get('known')).toBe('here');
});

test('a run that learns nothing writes nothing', () => {
  const folder = folderWithCache();
  const file = savedFile(folder);
  utimesSync(file, 1, 1);
  const cache = open(folder);
  cache.get('known');
  cache.save();
  expect(statSync(file).mtimeMs).toBe(1000);
});

test('a text that eight runs in a row did not ask for is forgotten', () => {
  const folder = folderWithCache();
  const runWithout = (round: number) => {
    const cache = open(folder);
    cache.set(`other ${round}`, '');
    cache.save();
  };
  for (let round = 0; round < 7; round++) runWithout(round);
  expect(open(folder).get('known')).toBeDefined();
  runWithout(7);
  expect(open(folder).get('known')).toBeUndefined();
});

test('nobody else may read or change what is remembered', () => {
  const folder = folderWithCache();
  expect(statSync(savedFile(folder)).mode & 0o077).toBe(0);
});

test('what was written longest ago goes first when the folder is too large', () => {
  const folder = temporaryFolder();
  for (const [index, name] of ['oldest', 'older', 'newest'].entries()) {
    writeFiles(folder, { [name]: 'x'.repeat(100) });
    utimesSync(join(folder, name), index + 1, index + 1);
  }
  trimCache(folder, 200);
  expect(readdirSync(folder).sort()).toEqual(['newest', 'older']);
});

test.each([
  [{ SPECWRIGHT_CACHE: 'off' }, 'linux', undefined],
  [{ SPECWRIGHT_CACHE: '/told' }, 'linux', '/told'],
  [{ XDG_CACHE_HOME: '/xdg' }, 'linux', '/xdg/specwright'],
  [{ XDG_CACHE_HOME: '/xdg' }, 'darwin', expect.stringMatching(/Library\/Caches\/specwright$/)],
  [{ XDG_CACHE_HOME: 'relative' }, 'linux', expect.stringMatching(/\/\.cache\/specwright$/)],
] as const)('the cache of %o on %s', (environment, platform, folder) => {
  expect(cacheFolder(environment, platform)).toEqual(folder);
});
