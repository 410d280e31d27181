import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { contentHash } from '../workspace/content-hash.ts';
import { hashOf as withoutEntry } from '../workspace/file-state.ts';
import { folderState, isFolderInput } from '../workspace/folder-state.ts';
import { systemCode } from '../workspace/workspace-error.ts';

/**
 * What is watched, by absolute path: files, and folders of templates with a slash at their end. With
 * the hash of a file as it was read, where it was read before it is watched: a save in between must
 * not be lost.
 */
export type Watched = ReadonlyMap<string, string | undefined>;

/** Editors write a file in several steps; what comes within this time is one save. */
const SETTLE_MS = 30;

/**
 * Tells when the content of files changes. Their folders are watched, since many editors save by
 * putting another file in the place of the old one.
 */
export class FileWatch {
  readonly #onChange: (changed: readonly string[]) => void;
  readonly #folders = new Map<string, FSWatcher>();
  #hashes = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(onChange: (changed: readonly string[]) => void) {
    this.#onChange = onChange;
  }

  /** From now on these are watched, and no others. */
  watch(inputs: Watched): void {
    const known = this.#hashes;
    this.#hashes = new Map(
      [...inputs].map(([file, read]) => [file, known.get(file) ?? read ?? hashOf(file)]),
    );
    const files = [...inputs.keys()];
    const wanted = new Set(files.map((file) => (isFolderInput(file) ? file : dirname(file))));
    for (const [folder, watcher] of this.#folders) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#folders.delete(folder);
    }
    for (const folder of wanted) if (!this.#folders.has(folder)) this.#open(folder);
    // Whoever is new may have been saved before anyone looked.
    if (files.some((file) => !known.has(file))) this.#settle();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  #open(folder: string): void {
    try {
      const isWhole = isFolderInput(folder);
      const watcher = watch(folder, { recursive: isWhole }, (_event, name) => {
        if (isWhole || name === null || this.#isWatched(folder, name)) this.#settle();
      });
      // A folder that goes away: what was in it is missing then, which the next run tells.
      watcher.on('error', () => {
        watcher.close();
        this.#folders.delete(folder);
        this.#settle();
      });
      this.#folders.set(folder, watcher);
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  }

  #isWatched(folder: string, name: string): boolean {
    return [...this.#hashes.keys()].some(
      (file) => dirname(file) === folder && basename(file) === name,
    );
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#compare(), SETTLE_MS);
  }

  /** A save without a change, and the times that a file was read, are no news. */
  #compare(): void {
    // A folder of templates that was not there may have come.
    for (const input of this.#hashes.keys())
      if (isFolderInput(input) && !this.#folders.has(input)) this.#open(input);
    const changed = [...this.#hashes].flatMap(([file, before]) => {
      const now = hashOf(file);
      this.#hashes.set(file, now);
      return now === before ? [] : [file];
    });
    if (changed.length > 0) this.#onChange(changed);
  }
}

function hashOf(file: string): string {
  if (isFolderInput(file)) return withoutEntry(folderState(file));
  try {
    return readHash(readFileSync(file));
  } catch (error) {
    // The next run tells what keeps it from being read.
    if (systemCode(error) !== undefined) return readHash(undefined);
    throw error;
  }
}

/** The hash of a file as it was read; without bytes, of one that cannot be. */
export const readHash = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? 'unread' : contentHash(bytes);
