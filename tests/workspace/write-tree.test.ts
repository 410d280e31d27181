import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentHash } from '../../src/workspace/content-hash.ts';
import { eachOf } from '../../src/workspace/disk.ts';
import { WorkspaceError } from '../../src/workspace/workspace-error.ts';
import { recover, writeTree } from '../../src/workspace/write-tree.ts';
import { changesTo, newTree, oldTree } from './fixtures/trees.ts';
import { readTree, temporaryFolder, writeFiles } from './temporary-folder.ts';

function oldFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.specwright', 'local'), { recursive: true });
  writeFiles(folder, oldTree);
  return folder;
}

const diskFull = () =>
  Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

test('writes, replaces and removes, and leaves nothing of its own', async () => {
  const folder = oldFolder();
  await writeTree(folder, changesTo(folder, oldTree, newTree));
  expect(readTree(folder, true)).toEqual(newTree);
  expect(existsSync(join(folder, 'going'))).toBe(false);
});

test('a full disk at any step before the commit leaves the old tree and says so', async () => {
  const steps: string[] = [];
  const rehearsal = oldFolder();
  await writeTree(rehearsal, changesTo(rehearsal, oldTree, newTree), {
    onStep: (step) => steps.push(step),
  });
  const commit = steps.indexOf('commit');
  expect(commit).toBeGreaterThan(5);
  for (const [number] of steps.slice(0, commit + 1).entries()) {
    const folder = oldFolder();
    let at = 0;
    const onStep = () => {
      if (at++ === number) throw diskFull();
    };
    const failure = await writeTree(folder, changesTo(folder, oldTree, newTree), { onStep }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(WorkspaceError);
    expect(failure).toMatchObject({
      diagnostics: [
        { code: 'SW6008', message: expect.stringContaining('the disk is full') as string },
      ],
    });
    expect(readTree(folder, true)).toEqual(oldTree);
    expect(existsSync(join(folder, 'fresh'))).toBe(false);
  }
});

test('a failure after the commit is completed by the next run', async () => {
  for (const failing of ['apply src/added.ts', 'sync', 'forget journal', 'remove staging']) {
    const folder = oldFolder();
    const onStep = (step: string) => {
      if (step === failing) throw diskFull();
    };
    await expect(
      writeTree(folder, changesTo(folder, oldTree, newTree), { onStep }),
    ).rejects.toThrow('completes what was begun');
    await recover(folder);
    expect(readTree(folder, true)).toEqual(newTree);
  }
});

test('recovery leaves a file alone that a person has changed since', async () => {
  const folder = oldFolder();
  const onStep = (step: string) => {
    if (step === 'apply changed.txt') throw diskFull();
  };
  await expect(writeTree(folder, changesTo(folder, oldTree, newTree), { onStep })).rejects.toThrow(
    WorkspaceError,
  );
  writeFileSync(join(folder, 'changed.txt'), 'mine');
  expect(await recover(folder)).toEqual(['changed.txt']);
  expect(readTree(folder)).toEqual({ ...newTree, 'changed.txt': 'mine' });
});

test('a file that was saved while tests ran stops the write', async () => {
  const folder = oldFolder();
  const changes = changesTo(folder, oldTree, newTree);
  writeFileSync(join(folder, 'changed.txt'), 'saved just now');
  await expect(writeTree(folder, changes)).rejects.toMatchObject({
    diagnostics: [{ code: 'SW6010' }],
  });
  expect(readTree(folder, true)).toEqual({ ...oldTree, 'changed.txt': 'saved just now' });
});

test('a file that appeared meanwhile is not overwritten', async () => {
  const folder = oldFolder();
  const changes = changesTo(folder, oldTree, newTree);
  writeFiles(folder, { 'src/added.ts': 'mine' });
  await expect(writeTree(folder, changes)).rejects.toMatchObject({
    diagnostics: [{ code: 'SW6010' }],
  });
});

test('keeps the mode of a file that it replaces', async () => {
  const folder = oldFolder();
  chmodSync(join(folder, 'changed.txt'), 0o750);
  await writeTree(
    folder,
    changesTo(folder, oldTree, newTree).map((change) =>
      change.path === 'changed.txt' ? { ...change, mode: 0o750 } : change,
    ),
  );
  expect(statSync(join(folder, 'changed.txt')).mode & 0o777).toBe(0o750);
});

test('refuses to replace a read-only file and changes nothing', async () => {
  const folder = oldFolder();
  const changes = changesTo(folder, oldTree, newTree).map((change) =>
    change.path === 'changed.txt' ? { ...change, mode: 0o444 } : change,
  );
  await expect(writeTree(folder, changes)).rejects.toMatchObject({
    diagnostics: [{ code: 'SW6009', message: expect.stringContaining('changed.txt') as string }],
  });
  expect(readTree(folder, true)).toEqual(oldTree);
});

test('writes nothing through a link that leads out of the folder', async () => {
  const folder = oldFolder();
  const outside = temporaryFolder();
  symlinkSync(outside, join(folder, 'fresh'));
  await expect(writeTree(folder, changesTo(folder, oldTree, newTree))).rejects.toMatchObject({
    diagnostics: [{ code: 'SW6003' }],
  });
  expect(readTree(outside)).toEqual({});
  expect(readFileSync(join(folder, 'changed.txt'), 'utf8')).toBe(oldTree['changed.txt']);
});

test('withdraws when asked at the last moment', async () => {
  const folder = oldFolder();
  const beforeCommit = () => {
    throw new Error('stop');
  };
  await expect(
    writeTree(folder, changesTo(folder, oldTree, newTree), { beforeCommit }),
  ).rejects.toThrow('stop');
  expect(readTree(folder, true)).toEqual(oldTree);
});

test('replaces exactly the bytes that it was planned for', async () => {
  const folder = oldFolder();
  await writeTree(folder, [{ path: 'changed.txt', content: 'next', replaces: contentHash('old') }]);
  expect(readTree(folder)['changed.txt']).toBe('next');
});

test('a write that fails is told once nothing writes any more', async () => {
  const ended: string[] = [];
  const failing = eachOf(['slow', 'bad', 'quick'], async (item) => {
    if (item === 'bad') throw new Error('bad');
    for (let turns = 0; turns < (item === 'slow' ? 20 : 1); turns += 1)
      await new Promise((resolve) => setImmediate(resolve));
    ended.push(item);
  });
  await expect(failing).rejects.toThrow('bad');
  expect(ended).toEqual(['quick', 'slow']);
});
