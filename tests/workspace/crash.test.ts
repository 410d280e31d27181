import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockService } from '../../src/workspace/run-lock.ts';
import { recover } from '../../src/workspace/write-tree.ts';
import { newTree, oldTree } from './fixtures/trees.ts';
import { readTree, temporaryFolder, writeFiles } from './temporary-folder.ts';

const child = join(import.meta.dirname, 'fixtures', 'dying-write.ts');

async function treeAfterNextRun(folder: string): Promise<Record<string, string>> {
  const lock = await lockService(folder);
  await recover(folder);
  lock.release();
  return readTree(folder, true);
}

test(
  'a run killed at any step leaves the old tree or the new one',
  { timeout: 60_000 },
  async () => {
    const seen = { old: 0, new: 0 };
    for (let step = 0; ; step++) {
      const folder = temporaryFolder();
      writeFiles(folder, oldTree);
      const { signal, stderr } = spawnSync(process.execPath, [child, folder, String(step)], {
        encoding: 'utf8',
      });
      const isWhole = signal === null;
      expect(stderr).toBe('');
      const tree = await treeAfterNextRun(folder);
      expect([oldTree, newTree]).toContainEqual(tree);
      seen[tree['gone.txt'] === undefined ? 'new' : 'old']++;
      if (isWhole) break;
    }
    // Both sides of the commit were met: staging five files, and applying eight changes.
    expect(seen.old).toBeGreaterThan(5);
    expect(seen.new).toBeGreaterThan(8);
  },
);

test(
  'a run killed at a random moment leaves the old tree or the new one',
  { timeout: 60_000 },
  async () => {
    for (let round = 0; round < 30; round++) {
      const folder = temporaryFolder();
      writeFiles(folder, oldTree);
      const process_ = spawn(process.execPath, [child, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(process_.stdout, 'data');
      const timer = setTimeout(() => process_.kill('SIGKILL'), Math.random() * 40);
      await once(process_, 'exit');
      clearTimeout(timer);
      const tree = await treeAfterNextRun(folder);
      expect([oldTree, newTree]).toContainEqual(tree);
      expect(existsSync(join(folder, '.specwright'))).toBe(false);
    }
  },
);
