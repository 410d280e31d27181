import { hash } from 'node:crypto';
import { FormatError, type FormatFailure } from './format-error.ts';
import { formatText, parserFor, prettierStyle, type Formatted } from './format-text.ts';
import type { SourceFile } from './source-file.ts';
import type { TextCache } from '../workspace/run-cache.ts';

export interface FormatOptions {
  /** Where formatted texts are remembered; by default nowhere. */
  readonly cache?: TextCache | undefined;
  /** Done to each file before it is formatted, and not again where the cache knows the outcome. */
  readonly prepare?: (file: SourceFile) => SourceFile;
}

/**
 * Formats `.ts`, `.json`, `.md` and `.yaml` files as `prettier --write` would; others stay as they
 * are. The result has the order of `files`.
 *
 * @throws FormatError when a file does not parse; it carries the whole tree, that file unformatted
 */
export async function formatFiles(
  files: readonly SourceFile[],
  options: FormatOptions = {},
): Promise<SourceFile[]> {
  const keys = files.map(formatKey);
  const known = new Map<string, string>();
  const open = new Map<string, SourceFile>();
  files.forEach((file, index) => {
    const key = keys[index];
    if (key === undefined) return;
    const text = options.cache?.get(key);
    if (text === undefined) open.set(key, file);
    else known.set(key, text);
  });

  const failed = new Map<string, FormatFailure>();
  const { prepare = (file: SourceFile) => file } = options;
  const prepared = new Map([...open].map(([key, file]) => [key, prepare(file)]));
  const results = await formatAll([...prepared.values()]);
  [...prepared.keys()].forEach((key, index) => {
    const result = results[index];
    if (result === undefined) return;
    if ('failure' in result) return void failed.set(key, result.failure);
    known.set(key, result.text);
    options.cache?.set(key, result.text);
  });

  const failures: FormatFailure[] = [];
  const formatted = files.map((file, index): SourceFile => {
    const key = keys[index];
    if (key === undefined) return file;
    const failure = failed.get(key);
    if (failure !== undefined) failures.push({ ...failure, path: file.path });
    const text = known.get(key);
    return { ...file, text: text ?? prepared.get(key)?.text ?? file.text };
  });
  if (failures.length > 0) throw new FormatError(formatted, failures);
  return formatted;
}

const STYLE = JSON.stringify(prettierStyle);

const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What a formatted text is remembered by. Undefined for a file that nothing formats. */
export function formatKey(file: SourceFile): string | undefined {
  const parser = parserFor(file.path);
  // Prettier treats package.json and the like by name.
  return (
    parser && hash('sha256', ['format', STYLE, parser, lastName(file.path), file.text].join('\0'))
  );
}

/** As many as there are threads in Node's pool. All at once, they would hold 300 MB. */
const AT_ONCE = 4;

async function formatAll(files: readonly SourceFile[]): Promise<Formatted[]> {
  const results: Formatted[] = [];
  const open = files.entries();
  const work = async (): Promise<void> => {
    for (const [index, file] of open) results[index] = await formatText(file);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
