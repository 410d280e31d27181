import { expect, test } from 'vitest';
import { contentHash } from '../../src/workspace/content-hash.ts';
import type { DiskEntry } from '../../src/workspace/disk.ts';
import type { Lock } from '../../src/workspace/lockfile.ts';
import { type Merge, planFiles } from '../../src/workspace/plan.ts';

interface Case {
  readonly base?: string;
  readonly disk?: string;
  readonly next?: string;
  readonly restore?: boolean;
  readonly merge?: Merge;
  readonly isBaseLost?: boolean;
}

const file = (text: string): DiskEntry => ({
  kind: 'file',
  content: Buffer.from(text),
  hash: contentHash(text),
  size: Buffer.byteLength(text),
  mode: 0o644,
});

async function planOne({ base, disk, next, restore = false, merge, isBaseLost = false }: Case) {
  const lock: Lock = {
    service: 'shop',
    generator: 'fastify@1',
    options: '',
    spec: '../shop.yaml',
    overlays: [],
    arazzo: [],
    inputs: {},
    deleted: [],
    conflicts: [],
    holes: {},
    stale: [],
    orphans: {},
    moved: {},
    files: base === undefined ? {} : { 'a.ts': contentHash(base) },
  };
  const plan = await planFiles({
    pristine: next === undefined ? [] : [{ path: 'a.ts', text: next }],
    lock,
    disk: new Map(disk === undefined ? [] : [['a.ts', file(disk)]]),
    readBase: () => (isBaseLost ? undefined : base),
    merge,
    restore,
    show: (path) => `shop/${path}`,
  });
  return {
    file: plan.files[0],
    codes: plan.diagnostics.map(({ code }) => code),
    messages: plan.diagnostics.map(({ message }) => message),
    places: plan.diagnostics.map(
      ({ location }) => `${location?.file}:${location?.line}:${location?.column}`,
    ),
  };
}

const action = async (given: Case) => {
  const { file: planned, codes } = await planOne(given);
  return [planned?.action, planned?.text, ...codes];
};

test('what is new is created', async () => {
  expect(await action({ next: 'new' })).toEqual(['create', 'new']);
});

test('what nobody touched is replaced', async () => {
  expect(await action({ base: 'old', disk: 'old', next: 'new' })).toEqual(['update', 'new']);
});

test('what is there already is left', async () => {
  expect(await action({ base: 'old', disk: 'new', next: 'new' })).toEqual(['unchanged', undefined]);
  expect(await action({ disk: 'new', next: 'new' })).toEqual(['unchanged', undefined]);
});

test("a person's edit stays where the generated text is as before", async () => {
  expect(await action({ base: 'old', disk: 'mine', next: 'old' })).toEqual(['keep', undefined]);
});

test('what a person deleted stays deleted, and is reported when its text has changed', async () => {
  expect(await action({ base: 'old', next: 'old' })).toEqual(['deleted', undefined]);
  expect(await action({ base: 'old', next: 'new' })).toEqual(['deleted', undefined, 'SW6012']);
  expect(await action({ base: 'old', next: 'new', restore: true })).toEqual(['restore', 'new']);
});

test('both changed is a conflict: the file is left, and its base is remembered', async () => {
  const { file: planned, codes } = await planOne({ base: 'old', disk: 'mine', next: 'new' });
  expect(planned).toEqual({ path: 'a.ts', action: 'conflict', base: contentHash('old') });
  expect(codes).toEqual(['SW6002']);
});

test('a file that Specwright did not write is never overwritten', async () => {
  const { file: planned, messages } = await planOne({ disk: 'theirs', next: 'new' });
  expect(planned).toEqual({ path: 'a.ts', action: 'conflict' });
  expect(messages[0]).toContain('shop/a.ts');
});

test('orphans go only when nobody touched them', async () => {
  expect(await action({ base: 'old', disk: 'old' })).toEqual(['delete', undefined]);
  expect(await action({ base: 'old', disk: 'mine' })).toEqual(['conflict', undefined, 'SW6017']);
  expect(await action({ base: 'old' })).toEqual([undefined, undefined]);
});

test('a merge brings both sides together when it can', async () => {
  const merge: Merge = ({ base, ours, theirs }) =>
    Promise.resolve({ text: `${base} ${ours} ${theirs}`, conflicts: [], notes: [] });
  const { file: planned } = await planOne({ base: 'old', disk: 'mine', next: 'new', merge });
  expect(planned).toEqual({
    path: 'a.ts',
    action: 'merge',
    text: 'old mine new',
    base: contentHash('new'),
  });
});

test('what a merge could not decide is a conflict with its text and each of its places', async () => {
  const merge: Merge = () =>
    Promise.resolve({
      text: '<<<<<<<',
      conflicts: [
        { line: 3, column: 1, name: 'listPets' },
        { line: 9, column: 5 },
      ],
      notes: [],
    });
  const planned = await planOne({ base: 'old', disk: 'mine', next: 'new', merge });
  expect(planned.file).toMatchObject({
    action: 'conflict',
    text: '<<<<<<<',
    base: contentHash('new'),
  });
  expect(planned.codes).toEqual(['SW6002', 'SW6002']);
  expect(planned.places).toEqual(['shop/a.ts:3:1', 'shop/a.ts:9:5']);
  expect(planned.messages[0]).toContain('listPets');
});

test('what a merge decided for a person is said with its line', async () => {
  const merge: Merge = () =>
    Promise.resolve({ text: 'both', conflicts: [], notes: [{ message: 'It is kept.', line: 4 }] });
  const planned = await planOne({ base: 'old', disk: 'mine', next: 'new', merge });
  expect(planned.file).toMatchObject({ action: 'merge' });
  expect(planned.codes).toEqual(['SW6019']);
  expect(planned.places).toEqual(['shop/a.ts:4:1']);
});

test('without the base text nothing is merged', async () => {
  const merge: Merge = () => Promise.resolve({ text: 'never', conflicts: [], notes: [] });
  expect(await action({ base: 'old', disk: 'mine', next: 'new', merge, isBaseLost: true })).toEqual(
    ['conflict', undefined, 'SW6006'],
  );
});
