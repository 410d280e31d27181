import { expect, test } from 'vitest';
import { formatLock, type Lock, readLock } from '../../src/workspace/lockfile.ts';
import { temporaryFolder, writeFiles } from './temporary-folder.ts';

const lock: Lock = {
  service: 'shop',
  generator: 'fastify@1 specwright@1',
  options: 'unknownQuery=refuse',
  spec: '../shop.yaml',
  overlays: ['../b.yaml', '../a.yaml'],
  arazzo: ['../flows.yaml'],
  inputs: { '../shop.yaml': 'c1', '../b.yaml': 'c2', '../a.yaml': 'c3' },
  files: { 'src/b.ts': 'b', 'src/a.ts': 'a', constructor: 'c' },
  deleted: ['z', 'y'],
  conflicts: [],
  holes: {
    payOrder: { contract: 'd', body: 'e', provider: 'localhost', model: 'm', run: '0001-aaaaaaaa' },
    cancelOrder: {
      contract: 'c',
      body: 'b',
      provider: 'localhost',
      model: 'm',
      run: '0001-aaaaaaaa',
    },
  },
  stale: [],
  orphans: {},
  moved: {},
};

function stored(text: string): string {
  const folder = temporaryFolder();
  writeFiles(folder, { '.specwright/lock.json': text });
  return folder;
}

test('what most services do not need is there only where it is needed', () => {
  const rare: Lock = {
    ...lock,
    deleted: [],
    orphans: { 'src/old.ts': 'o' },
    moved: { 'src/a.ts': 'src/deep/a.ts' },
    failOn: ['spec-drift', 'hand-edit'],
  };
  const text = formatLock(rare);
  expect(formatLock(lock)).not.toMatch(/orphans|moved|failOn/);
  expect(text).toContain('  "moved": {\n    "src/a.ts": "src/deep/a.ts"\n  },\n');
  expect(readLock(stored(text))).toEqual(rare);
});

test('one line an entry, sorted, overlays in their order', () => {
  expect(formatLock(lock)).toBe(`{
  "version": 1,
  "service": "shop",
  "generator": "fastify@1 specwright@1",
  "options": "unknownQuery=refuse",
  "spec": "../shop.yaml",
  "overlays": [
    "../b.yaml",
    "../a.yaml"
  ],
  "arazzo": [
    "../flows.yaml"
  ],
  "inputs": {
    "../a.yaml": "c3",
    "../b.yaml": "c2",
    "../shop.yaml": "c1"
  },
  "files": {
    "constructor": "c",
    "src/a.ts": "a",
    "src/b.ts": "b"
  },
  "deleted": [
    "y",
    "z"
  ],
  "conflicts": [],
  "holes": {
    "cancelOrder": { "contract": "c", "body": "b", "provider": "localhost", "model": "m", "run": "0001-aaaaaaaa" },
    "payOrder": { "contract": "d", "body": "e", "provider": "localhost", "model": "m", "run": "0001-aaaaaaaa" }
  },
  "stale": []
}
`);
});

test('is read as it was written', () => {
  const read = readLock(stored(formatLock(lock)));
  expect({
    ...read,
    inputs: { ...read?.inputs },
    files: { ...read?.files },
    holes: { ...read?.holes },
  }).toEqual({
    ...lock,
    deleted: ['y', 'z'],
  });
  expect(read?.files['toString']).toBeUndefined();
});

test('a folder without one has none', () => {
  expect(readLock(temporaryFolder())).toBeUndefined();
});

test.each([
  ['conflict markers', `<<<<<<< ours\n${formatLock(lock)}`, 'conflict markers'],
  ['other text', 'hello', 'no JSON'],
  ['another kind of value', '[]', 'no lockfile'],
  ['a later version', '{ "version": 2 }', 'version 2'],
  ['a missing member', '{ "version": 1 }', 'lacks a member'],
  ['a file without a hash', formatLock(lock).replace('"a"', '1'), 'wrong type'],
])('refuses %s and says what to do', (_what, text, words) => {
  expect(() => readLock(stored(text))).toThrow(words);
});
