import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from './workspace-error.ts';

/** All services of a user together. */
const LARGEST_CACHE = 1024 * 1024 * 1024;

/** Removes the files of a folder that were written longest ago, until the rest is small enough. */
export function trimCache(folder: string, limit = LARGEST_CACHE): void {
  const files = readdirSync(folder)
    .flatMap((name) => statOf(join(folder, name)))
    .sort((one, other) => other.written - one.written);
  let total = 0;
  for (const { path, bytes } of files) {
    total += bytes;
    if (total > limit) rmSync(path, { recursive: true, force: true });
  }
}

/** Nothing for a file that another run has just removed. */
function statOf(path: string): { path: string; bytes: number; written: number }[] {
  try {
    const { size, mtimeMs } = statSync(path);
    return [{ path, bytes: size, written: mtimeMs }];
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
