import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { printSection, readSections } from './cache-sections.ts';
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

/** After so many runs in a row without it, a text is forgotten: a branch comes back sooner. */
const KEPT_RUNS = 8;
/** A file of more sections is written anew, as one. */
const MOST_SECTIONS = 8;
/** In bytes. */
const LARGEST_FILE = 256 * 1024 * 1024;

/** What a file holds. */
interface Kept {
  readonly texts: ReadonlyMap<string, Buffer>;
  /** How many runs in a row have not asked for a text; 0 where nothing is said. */
  readonly unused: ReadonlyMap<string, number>;
  /** None: there is no file that could be added to. */
  readonly sections: number;
  /** Of the file, in bytes. */
  readonly length: number;
}

/**
 * What runs on a service have worked out, in one file: read when it is first asked for; what was
 * learned is added to its end, and now and then it is written whole. A file that is missing,
 * damaged or of another version counts as empty.
 */
export class RunCache implements TextCache {
  readonly #path: string | undefined;
  readonly #version: string;
  #kept: Kept | undefined;
  readonly #used = new Map<string, string>();
  readonly #made = new Set<string>();

  constructor({ folder, name, version }: RunCacheOptions) {
    this.#version = contentHash(version);
    this.#path = folder && join(folder, 'runs', contentHash(name).slice(0, 32));
  }

  get(key: string): string | undefined {
    const used = this.#used.get(key);
    if (used !== undefined) return used;
    this.#kept ??= readKept(this.#path, this.#version);
    const text = this.#kept.texts.get(key)?.toString();
    if (text !== undefined) this.#used.set(key, text);
    return text;
  }

  set(key: string, text: string): void {
    this.#used.set(key, text);
    this.#made.add(key);
  }

  /** Writes what is new, if anything is. A disk that refuses it costs the next run its time only. */
  save(): void {
    if (this.#made.size === 0 || this.#path === undefined) return;
    const { texts, unused, sections, length } = (this.#kept ??= readKept(
      this.#path,
      this.#version,
    ));
    const idle = [...texts.keys()].flatMap((key): [string, number][] =>
      this.#used.has(key) ? [] : [[key, (unused.get(key) ?? 0) + 1]],
    );
    const made = [...this.#made].map((key) => [key, this.#used.get(key) ?? ''] as const);
    const news = printSection({ made, unused: idle });
    const isAdded = sections > 0 && sections < MOST_SECTIONS && length + news.length < LARGEST_FILE;
    this.#made.clear();
    this.#kept = undefined;
    try {
      if (isAdded) appendFileSync(this.#path, news);
      else this.#saveWhole(this.#path, texts, idle);
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
    }
  }

  #saveWhole(
    path: string,
    texts: ReadonlyMap<string, Buffer>,
    idle: readonly (readonly [string, number])[],
  ): void {
    const unused = idle.filter(([, runs]) => runs < KEPT_RUNS);
    const old = unused.map(([key]) => [key, texts.get(key) ?? ''] as const);
    const section = printSection({ made: [...this.#used, ...old], unused });
    if (section.length > LARGEST_FILE) return;
    replaceFile(path, [Buffer.from(`${this.#version}\n`), section]);
    trimCache(dirname(path));
  }
}

/** Other runs see the old file or the new one. */
function replaceFile(path: string, parts: readonly Buffer[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.draft`;
  try {
    writeFileSync(draft, Buffer.concat(parts), { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function readKept(path: string | undefined, version: string): Kept {
  const bytes = path === undefined ? undefined : readBytes(path);
  const start = Buffer.from(`${version}\n`);
  const isOurs = bytes?.subarray(0, start.length).equals(start) === true;
  const sections = isOurs ? readSections(bytes, start.length) : undefined;
  const unused = new Map(sections?.at(-1)?.unused);
  const texts = new Map(sections?.flatMap(({ made }) => made));
  for (const [key, runs] of unused) if (runs >= KEPT_RUNS) texts.delete(key);
  return { texts, unused, sections: sections?.length ?? 0, length: bytes?.length ?? 0 };
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}
