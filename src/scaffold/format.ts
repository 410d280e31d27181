import { hash } from 'node:crypto';
import { FormatError, type FormatFailure } from './format-error.ts';
import { formatInWorkers } from './format-pool.ts';
import { formatText, parserFor, prettierStyle, type Formatted } from './format-text.ts';
import type { SourceFile } from './source-file.ts';
import type { TextCache } from '../workspace/run-cache.ts';

export interface FormatOptions {
  /** How many worker threads at most; as many as there are cores unless told. 0: none. */
  readonly workers?: number;
  /** Where formatted texts are remembered; by default nowhere. */
  readonly cache?: TextCache | undefined;
  /** Done to each file before it is formatted, and not again where the cache knows the outcome. */
  readonly prepare?: (file: SourceFile) => SourceFile;
}

/** Below this, starting workers takes longer than formatting. JSON costs next to nothing. */
const INLINE_LINES = 2000;

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
  const keys = files.map(keyOf);
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
  const results = await formatAll([...prepared.values()], options);
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

/** Undefined for a file that nothing formats. */
function keyOf(file: SourceFile): string | undefined {
  const parser = parserFor(file.path);
  // Prettier treats package.json and the like by name.
  return (
    parser && hash('sha256', ['format', STYLE, parser, lastName(file.path), file.text].join('\0'))
  );
}

async function formatAll(
  files: readonly SourceFile[],
  options: FormatOptions,
): Promise<Formatted[]> {
  if (options.workers !== 0 && countLines(files) > INLINE_LINES) {
    return formatInWorkers(files, options.workers);
  }
  const results: Formatted[] = [];
  for (const file of files) results.push(await formatText(file));
  return results;
}

function countLines(files: readonly SourceFile[]): number {
  let lines = 0;
  for (const { path, text } of files) {
    if (path.endsWith('.json')) continue;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  }
  return lines;
}
