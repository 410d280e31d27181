import { lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFile } from '../scaffold/source-file.ts';
import { diskHash } from './content-hash.ts';
import { type FileState, type FileStates, hashOf, isAtRest } from './file-state.ts';
import { STATE_FOLDER } from './service-folder.ts';
import { systemCode, workspaceError } from './workspace-error.ts';

/** What stands at a path of the service's folder. */
export type DiskEntry =
  | {
      readonly kind: 'file';
      /** Of one that is at rest, read when it is first asked for. */
      readonly content: Buffer;
      readonly hash: string;
      readonly size: number;
      readonly mode: number;
    }
  /** A symbolic link, a folder or the like, where a file was looked for. */
  | { readonly kind: 'other' };

/**
 * Reads files of a service; what is not there is not in the result.
 *
 * @param known what an earlier run found: files that are still so are not read
 */
export async function readDisk(
  service: string,
  paths: readonly string[],
  known: FileStates = {},
): Promise<Map<string, DiskEntry>> {
  const found = new Map<string, DiskEntry>();
  const open: string[] = [];
  for (const path of paths) {
    const entry = restingFile(join(service, path), known[path]);
    if (entry === undefined) open.push(path);
    else found.set(path, entry);
  }
  await eachOf(open, async (path) => {
    const entry = await readEntry(join(service, path));
    if (entry !== undefined) found.set(path, entry);
  });
  return found;
}

/** What a folder says of a path; undefined where nothing is, or nothing may be looked at. */
export function statsAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}

function restingFile(path: string, known: FileState | undefined): DiskEntry | undefined {
  const stats = known === undefined ? undefined : statsAt(path);
  if (known === undefined || stats?.isFile() !== true || !isAtRest(stats, known)) return undefined;
  let content: Buffer | undefined;
  return {
    kind: 'file',
    get content() {
      return (content ??= readAgain(path, hashOf(known)));
    },
    hash: hashOf(known),
    size: stats.size,
    mode: stats.mode & 0o7777,
  };
}

/** What was decided by a file's hash must not be done to another text. */
function readAgain(path: string, hash: string): Buffer {
  const content = readFileSync(path);
  if (diskHash(content) === hash) return content;
  throw workspaceError(
    'SW6010',
    `${path} was changed while Specwright ran. Nothing was written: run the command again.`,
  );
}

async function readEntry(path: string): Promise<DiskEntry | undefined> {
  try {
    const { mode, ...stats } = await lstat(path).then((stat) => ({
      mode: stat.mode & 0o7777,
      isFile: stat.isFile(),
    }));
    if (!stats.isFile) return { kind: 'other' };
    const content = await readFile(path);
    return { kind: 'file', content, hash: diskHash(content), size: content.length, mode };
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EACCES')
      throw workspaceError('SW6008', `${path} cannot be read: permission is denied.`, {
        cause: error,
      });
    throw error;
  }
}

/** Folders that are made from the rest, and nobody's source. */
const DERIVED = new Set(['node_modules', '.git', STATE_FOLDER, 'dist', 'coverage']);
const LARGEST_SOURCE = 2 * 1024 * 1024;

/** The source files of a service that a person added, so that checks see the whole of it. */
export async function readOwnFiles(
  service: string,
  generated: ReadonlySet<string>,
): Promise<SourceFile[]> {
  const paths: string[] = [];
  listFiles(service, '', paths);
  const own = paths.filter((path) => !generated.has(path)).sort();
  const disk = await readDisk(service, own);
  return own.flatMap((path) => {
    const entry = disk.get(path);
    if (
      entry?.kind !== 'file' ||
      entry.content.length > LARGEST_SOURCE ||
      entry.content.includes(0)
    )
      return [];
    return [{ path, text: entry.content.toString('utf8') }];
  });
}

function listFiles(service: string, folder: string, into: string[]): void {
  for (const entry of entriesOf(join(service, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) into.push(path);
    else if (entry.isDirectory() && !DERIVED.has(entry.name)) listFiles(service, path, into);
  }
}

/** Names in a folder that Specwright has not written to yet; those of git and itself do not count. */
export function foreignEntries(service: string): string[] {
  const names = entriesOf(service).map(({ name }) => name);
  return names.filter((name) => name !== '.git' && name !== STATE_FOLDER).sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR')
      throw workspaceError('SW6008', `${folder} is a file. Choose a folder with --out.`, {
        cause: error,
      });
    if (code === 'EACCES')
      throw workspaceError('SW6008', `${folder} cannot be read: permission is denied.`, {
        cause: error,
      });
    throw error;
  }
}

const OPEN_FILES = 32;

/**
 * Calls `work` for each item, a few at a time. After a failure nothing more begins, and it is told
 * once all that was begun has ended: who tidies up must not meet a file that is still being written.
 */
export async function eachOf<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let isFailed = false;
  const worker = async () => {
    for (const item of queue) {
      if (isFailed) return;
      try {
        await work(item);
      } catch (error) {
        isFailed = true;
        throw error;
      }
    }
  };
  const count = Math.min(OPEN_FILES, items.length);
  const ended = await Promise.allSettled(Array.from({ length: count }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
