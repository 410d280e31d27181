import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contentHash } from './content-hash.ts';
import { trimCache } from './trim-cache.ts';
import { systemCode } from './workspace-error.ts';

/** Texts by the hash of what they were made from. Losing any of them costs time only. */
export interface TextCache {
  get(key: string): string | undefined;
  set(key: string, text: string): unknown;
}

export interface RunCacheOptions {
  /** The folder of all caches; undefined: nothing is kept. */
  readonly folder: string | undefined;
  /** Services of one name share a cache. */
  readonly name: string;
  /** Everything besides a key's content that decides its text: the code that made it. */
  readonly version: string;
}

/** One remembered text: its key, the number of saved runs that did not ask for it, and itself. */
type Entry = readonly [key: string, unused: number, text: string];

/** After so many runs in a row without it, a text is forgotten: a branch comes back sooner. */
const KEPT_RUNS = 8;
const LARGEST_FILE = 256 * 1024 * 1024;

/**
 * What runs on a service have worked out, in one file: read when it is first asked for, written
 * whole when something new was learned. A file that is missing, damaged or of another version
 * counts as empty.
 */
export class RunCache implements TextCache {
  readonly #path: string | undefined;
  readonly #version: string;
  #old: ReadonlyMap<string, Entry> | undefined;
  readonly #used = new Map<string, string>();
  #hasNews = false;

  constructor({ folder, name, version }: RunCacheOptions) {
    this.#version = contentHash(version);
    this.#path = folder && join(folder, 'runs', contentHash(name).slice(0, 32));
  }

  get(key: string): string | undefined {
    const used = this.#used.get(key);
    if (used !== undefined) return used;
    this.#old ??= readEntries(this.#path, this.#version);
    const text = this.#old.get(key)?.[2];
    if (text !== undefined) this.#used.set(key, text);
    return text;
  }

  set(key: string, text: string): void {
    this.#used.set(key, text);
    this.#hasNews = true;
  }

  /** Writes what is new, if anything is. A disk that refuses it costs the next run its time only. */
  save(): void {
    if (!this.#hasNews || this.#path === undefined) return;
    this.#hasNews = false;
    this.#old ??= readEntries(this.#path, this.#version);
    const kept = [...this.#old.values()].flatMap(([key, unused, text]): Entry[] =>
      this.#used.has(key) || unused + 1 >= KEPT_RUNS ? [] : [[key, unused + 1, text]],
    );
    const used = [...this.#used].map(([key, text]): Entry => [key, 0, text]);
    const body = JSON.stringify([...used, ...kept]);
    if (body.length > LARGEST_FILE) return;
    try {
      replaceFile(this.#path, `${this.#version} ${contentHash(body)}\n${body}`);
      trimCache(dirname(this.#path));
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
    }
  }
}

/** Other runs see the old file or the new one. */
function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.draft`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function readEntries(path: string | undefined, version: string): Map<string, Entry> {
  const text = path === undefined ? undefined : readText(path);
  const end = text?.indexOf('\n') ?? -1;
  if (text === undefined || end < 0) return new Map();
  const body = text.slice(end + 1);
  if (text.slice(0, end) !== `${version} ${contentHash(body)}`) return new Map();
  // The hash says that it is what `save` wrote.
  return new Map((JSON.parse(body) as Entry[]).map((entry) => [entry[0], entry]));
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}
