import { lstatSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { STATE_FOLDER } from './service-folder.ts';
import { systemCode, workspaceError, WorkspaceError } from './workspace-error.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';

/** Names that Windows reserves, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i;

/**
 * Refuses paths that are not plain relative paths below the service's folder, and paths that would
 * be one file where case or Unicode form does not count.
 *
 * @throws WorkspaceError naming every such path
 */
export function refuseUnsafePaths(paths: readonly string[]): void {
  const found = paths
    .filter((path) => !isPlain(path))
    .map((path) =>
      diagnostic('SW6003', 'error', `${JSON.stringify(path)} is no path inside the output folder.`),
    );
  const seen = new Map<string, string>();
  for (const path of paths) {
    const folded = path.normalize('NFC').toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) {
      found.push(
        diagnostic(
          'SW6004',
          'error',
          `${JSON.stringify(path)} and ${JSON.stringify(other)} are one file on some file systems.`,
        ),
      );
    }
    seen.set(folded, path);
  }
  // A file `a` beside a file `a/b` cannot be.
  for (const folded of seen.keys()) {
    for (let at = folded.indexOf('/'); at >= 0; at = folded.indexOf('/', at + 1)) {
      const parent = seen.get(folded.slice(0, at));
      if (parent !== undefined)
        found.push(
          diagnostic('SW6004', 'error', `${JSON.stringify(parent)} would be a file and a folder.`),
        );
    }
  }
  if (found.length > 0) throw new WorkspaceError(found);
}

function isPlain(path: string): boolean {
  const parts = path.split('/');
  return (
    path.length > 0 &&
    !/[\p{Cc}\\:*?"<>|]/u.test(path) &&
    parts[0]?.toLowerCase() !== STATE_FOLDER &&
    parts[0]?.toLowerCase() !== '.git' &&
    parts.every(
      (part) => part !== '' && !/[. ]$/.test(part) && !RESERVED.test(part) && part.length <= 255,
    )
  );
}

/**
 * Refuses paths whose folders lead out of the service's folder through a symbolic link.
 *
 * @throws WorkspaceError naming the first such folder
 */
export async function refuseEscapes(service: string, paths: readonly string[]): Promise<void> {
  const root = await realpathOf(service);
  if (root === undefined) return;
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  }
  for (const folder of [...folders].sort()) {
    const real = await realpathOf(join(service, folder));
    const isDangling = real === undefined && isLink(join(service, folder));
    if (real === undefined && !isDangling) continue;
    if (real === undefined || !isBelow(root, real)) {
      throw workspaceError(
        'SW6003',
        `${folder} in the output folder is a link that leads out of it. Replace it by a folder.`,
      );
    }
    if (!lstatSync(real).isDirectory()) {
      throw workspaceError(
        'SW6008',
        `${folder} in the output folder is a file, and a folder belongs there. Move it away.`,
      );
    }
  }
}

function isBelow(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

async function realpathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}
