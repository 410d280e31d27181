import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { lockService } from '../../src/workspace/run-lock.ts';
import { statePaths } from '../../src/workspace/service-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}

function leaveLock(folder: string, pid: number): void {
  mkdirSync(statePaths(folder).local, { recursive: true });
  writeFileSync(statePaths(folder).runLock, `${pid} of an earlier run`);
}

test('the second run waits until the first is done', async () => {
  const folder = temporaryFolder();
  const order: string[] = [];
  const first = await lockService(folder);
  const onWait = vi.fn(() => {
    order.push('first is done');
    first.release();
  });
  const second = await lockService(folder, { onWait });
  order.push('second has it');
  second.release();
  expect(order).toEqual(['first is done', 'second has it']);
  expect(onWait).toHaveBeenCalledExactlyOnceWith(process.pid);
});

test('gives up after a while and names the other run', async () => {
  const folder = temporaryFolder();
  const first = await lockService(folder);
  await expect(lockService(folder, { waitMs: 0 })).rejects.toMatchObject({
    diagnostics: [
      { code: 'SW6007', message: expect.stringContaining(`process ${process.pid}`) as string },
    ],
  });
  first.release();
});

test('takes over from a run that is dead', async () => {
  const folder = temporaryFolder();
  leaveLock(folder, deadProcess());
  const lock = await lockService(folder, { waitMs: 0 });
  lock.assertHeld();
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('of many that find a dead run, one at a time holds the lock', async () => {
  const folder = temporaryFolder();
  leaveLock(folder, deadProcess());
  let holders = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const lock = await lockService(folder);
      most = Math.max(most, ++holders);
      await Promise.resolve();
      lock.assertHeld();
      holders--;
      lock.release();
    }),
  );
  expect(most).toBe(1);
});

test('a run whose lock was taken over learns of it', async () => {
  const folder = temporaryFolder();
  const lock = await lockService(folder);
  writeFileSync(statePaths(folder).runLock, '1 somebody else');
  expect(() => lock.assertHeld()).toThrow('taken over');
  lock.release();
  expect(existsSync(statePaths(folder).runLock)).toBe(true);
});

test('stops waiting when the run is to stop', async () => {
  const folder = temporaryFolder();
  const first = await lockService(folder);
  const stop = new AbortController();
  await expect(
    lockService(folder, { signal: stop.signal, onWait: () => stop.abort() }),
  ).rejects.toThrow('abort');
  first.release();
});

test('removes the folders that it made, and no others', async () => {
  const parent = temporaryFolder();
  const folder = join(parent, 'made', 'service');
  (await lockService(folder)).release();
  expect(readdirSync(parent)).toEqual([]);

  mkdirSync(folder, { recursive: true });
  (await lockService(folder)).release();
  expect(readdirSync(folder)).toEqual([]);
});
