import { hash } from 'node:crypto';
import type { SourceFile } from '../scaffold/source-file.ts';
import type { TextCache } from '../workspace/run-cache.ts';
import type { ImportFact, ModuleFacts } from './module-facts.ts';
import type { ReadFile } from './read-file.ts';

/** {@link ModuleFacts} as text holds them. */
interface StoredFacts {
  readonly imports: readonly ImportFact[];
  readonly exports: readonly string[];
  readonly stars: readonly string[];
}

/**
 * Reads files by themselves, each with what was found in it, in their order. Those that were in
 * order before are taken from the cache; the parser is loaded only when one was not.
 */
export async function readFiles(
  files: readonly SourceFile[],
  edited: ReadonlySet<string>,
  cache: TextCache | undefined,
): Promise<(ReadFile & { readonly path: string })[]> {
  const read = files.map((file) => {
    const withPolicy = !edited.has(file.path);
    const key = keyOf(file, withPolicy);
    return { file, withPolicy, key, known: cache?.get(key) };
  });
  // ts-morph takes 0.2 s to load.
  const parser = read.some(({ known }) => known === undefined)
    ? await import('./read-file.ts')
    : undefined;
  return read.map(({ file, withPolicy, key, known }) => {
    const { path } = file;
    if (known !== undefined || parser === undefined) return { path, ...restore(known) };
    const result = path.endsWith('.json')
      ? { findings: parser.readJson(file) }
      : parser.readTypeScript(file, withPolicy);
    // What is wrong is told with its place in the file each time anew.
    if (result.findings.length === 0) cache?.set(key, store(result));
    return { path, ...result };
  });
}

/** The path is part of it: some rules go by a file's name. */
const keyOf = ({ path, text }: SourceFile, withPolicy: boolean): string =>
  hash('sha256', ['verify', path, String(withPolicy), text].join('\0'));

function store({ facts }: ReadFile): string {
  if (facts === undefined) return '';
  const { imports, exports, stars } = facts;
  return JSON.stringify({ imports, exports: [...exports], stars } satisfies StoredFacts);
}

function restore(text: string | undefined): ReadFile {
  if (text === undefined || text === '') return { findings: [] };
  // The cache is read only when it is whole, and only `store` writes these keys.
  const { imports, exports, stars } = JSON.parse(text) as StoredFacts;
  const facts: ModuleFacts = { imports, exports: new Set(exports), stars };
  return { findings: [], facts };
}
