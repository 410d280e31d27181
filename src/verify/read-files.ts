import { hash } from 'node:crypto';
import type { SourceFile } from '../scaffold/source-file.ts';
import type { TextCache } from '../workspace/run-cache.ts';
import type { ImportFact, ModuleFacts } from './module-facts.ts';
import type { ReadFile } from './read-file.ts';
import { readFile } from './reader.ts';

/** {@link ModuleFacts} as text holds them. */
interface StoredFacts {
  readonly imports: readonly ImportFact[];
  readonly exports: readonly string[];
  readonly stars: readonly string[];
}

/** Whether a file is one that {@link readFiles} reads. */
export const isRead = ({ path }: SourceFile): boolean => /\.(?:json|ts)$/.test(path);

/**
 * Has files read by {@link readFiles} later on: it finds them read already, where their text is
 * still the same then.
 */
export function readAhead(files: readonly SourceFile[], cache: TextCache): void {
  for (const file of files.filter(isRead)) {
    const key = keyOf(file, true);
    // Whoever waits for it is told of its failure.
    if (cache.get(key) === undefined) readOnce(key, file, true).catch(() => undefined);
  }
}

/**
 * Reads files by themselves, each with what was found in it, in their order. Those that were in
 * order before are taken from the cache.
 */
export function readFiles(
  files: readonly SourceFile[],
  edited: ReadonlySet<string>,
  cache: TextCache | undefined,
): Promise<(ReadFile & { readonly path: string })[]> {
  const read = Promise.all(
    files.map(async (file) => {
      const withPolicy = !edited.has(file.path);
      const key = keyOf(file, withPolicy);
      const known = cache?.get(key);
      if (known !== undefined) return { path: file.path, ...restore(known) };
      const result = await readOnce(key, file, withPolicy);
      // What is wrong is told with its place in the file each time anew.
      if (result.findings.length === 0) cache?.set(key, store(result));
      return { path: file.path, ...result };
    }),
  );
  keys.clear();
  return read;
}

/** What was read or is being read, for the life of the process: watching reads much again. */
const readings = new Map<string, Promise<ReadFile>>();

/** More than any one run reads; a process that watches for days starts over now and then. */
const KNOWN_FILES = 20_000;

function readOnce(key: string, file: SourceFile, withPolicy: boolean): Promise<ReadFile> {
  const before = readings.get(key);
  if (before !== undefined) return before;
  if (readings.size > KNOWN_FILES) readings.clear();
  const reading = readFile(file, withPolicy);
  readings.set(key, reading);
  reading.catch(() => readings.delete(key));
  return reading;
}

/** The text that a path had, and its key, from {@link readAhead} to {@link readFiles}. */
const keys = new Map<string, { readonly text: string; readonly key: string }>();

/** The path is part of it: some rules go by a file's name. */
function keyOf({ path, text }: SourceFile, withPolicy: boolean): string {
  const place = `${path}\0${withPolicy}`;
  const last = keys.get(place);
  if (last?.text === text) return last.key;
  const key = hash('sha256', ['verify', path, String(withPolicy), text].join('\0'));
  keys.set(place, { text, key });
  return key;
}

function store({ facts }: ReadFile): string {
  if (facts === undefined) return '';
  const { imports, exports, stars } = facts;
  return JSON.stringify({ imports, exports: [...exports], stars } satisfies StoredFacts);
}

function restore(text: string): ReadFile {
  if (text === '') return { findings: [] };
  // The cache is read only when it is whole, and only `store` writes these keys.
  const { imports, exports, stars } = JSON.parse(text) as StoredFacts;
  const facts: ModuleFacts = { imports, exports: new Set(exports), stars };
  return { findings: [], facts };
}
