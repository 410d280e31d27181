import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isInside } from './read/read-source.ts';

/**
 * The folder that every file of a description must lie in, when none is named: the working
 * directory if it holds the description; else the nearest folder above the description that is a
 * project (it has a `.git` or a `package.json`); else the description's own folder.
 */
export async function defaultRoot(path: string, cwd: string): Promise<string> {
  const file = await real(path);
  if (isInside(await real(cwd), file)) return real(cwd);
  for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder)) {
    if ((await exists(join(folder, '.git'))) || (await exists(join(folder, 'package.json'))))
      return folder;
  }
  return dirname(file);
}

/** The real path of what exists, and the path of what does not: reading it will say so. */
export async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
