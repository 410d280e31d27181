import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import type { SourceFile } from '../scaffold/source-file.ts';

/** A service's files in a fresh temporary folder, for as long as a check takes. */
export interface Stage {
  /** What holds the two below, as a real path. */
  readonly root: string;
  /** The service's own folder. */
  readonly service: string;
  /** A folder beside it, for what the tools write. */
  readonly scratch: string;
  remove(): Promise<void>;
}

/** Writes the files to a new folder under the system's temporary one. The caller removes it. */
export async function stageFiles(files: readonly SourceFile[]): Promise<Stage> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'specwright-check-')));
  const remove = (): Promise<void> => rm(root, { recursive: true, force: true, maxRetries: 3 });
  const service = join(root, 'service');
  const scratch = join(root, 'scratch');
  try {
    await mkdir(scratch, { recursive: true });
    const paths = files.map((file) => pathInside(service, file.path));
    const folders = new Set([service, ...paths.map((path) => dirname(path))]);
    await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })));
    await Promise.all(files.map((file, index) => writeFile(paths[index] ?? '', file.text)));
  } catch (error) {
    await remove();
    throw error;
  }
  return { root, service, scratch, remove };
}

/** Verification has refused such paths already; whoever calls without it must not get out either. */
function pathInside(folder: string, path: string): string {
  const full = join(folder, path);
  const inside = relative(folder, full);
  if (inside === '' || inside.startsWith(`..${sep}`) || inside === '..' || path.includes('\0')) {
    throw new RangeError(`The path ${JSON.stringify(path)} leads out of the service's folder.`);
  }
  return full;
}
