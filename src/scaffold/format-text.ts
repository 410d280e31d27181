import type { Options, Plugin } from 'prettier';
import type { FormatFailure } from './format-error.ts';
import type { SourceFile } from './source-file.ts';

/** The formatted text, or why there is none. */
export type Formatted = { readonly text: string } | { readonly failure: FormatFailure };

/** The style of every generated file; `.prettierrc.json` of a generated service says the same. */
export const prettierStyle = { singleQuote: true, printWidth: 100 } as const;

const parsersByExtension: Readonly<Record<string, string>> = {
  ts: 'oxc-ts',
  json: 'json',
  md: 'markdown',
  yaml: 'yaml',
  yml: 'yaml',
};

/** Prettier goes by the whole name for these. */
const parsersByName: Readonly<Record<string, string>> = {
  'package.json': 'json-stringify',
  'tsconfig.json': 'jsonc',
};

/** The Prettier parser for a path, or undefined for a file that stays as it is. */
export function parserFor(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return parsersByName[name] ?? parsersByExtension[name.slice(name.lastIndexOf('.') + 1)];
}

/** Formats one file in this thread. Never rejects because of the file's text. */
export async function formatText(file: SourceFile): Promise<Formatted> {
  const parser = parserFor(file.path);
  if (parser === undefined) return { text: file.text };
  const { format, plugins } = await (prettier ??= loadPrettier());
  try {
    return { text: await format(file.text, { ...prettierStyle, parser, plugins }) };
  } catch (error) {
    return { failure: describe(file.path, error) };
  }
}

interface Prettier {
  readonly format: (text: string, options: Options) => Promise<string>;
  readonly plugins: Plugin[];
}

let prettier: Promise<Prettier> | undefined;

/**
 * Loaded on first use: a run that finds everything in the cache never pays for it. The standalone
 * build looks for no configuration and is 15 % quicker on many small files.
 */
async function loadPrettier(): Promise<Prettier> {
  const [{ format }, ...plugins] = await Promise.all([
    import('prettier/standalone'),
    import('@prettier/plugin-oxc'),
    import('prettier/plugins/estree'),
    import('prettier/plugins/babel'),
    import('prettier/plugins/markdown'),
    import('prettier/plugins/yaml'),
  ]);
  return { format, plugins };
}

/** Prettier's syntax errors carry `loc`; its message ends in a frame of its own, which we drop. */
function describe(path: string, error: unknown): FormatFailure {
  if (!(error instanceof Error)) return { path, message: String(error) };
  const message = error.message.split('\n', 1)[0] ?? error.message;
  const start = startOf(error);
  return start === undefined ? { path, message } : { path, message, ...start };
}

function startOf(error: Error): { line: number; column: number } | undefined {
  if (!('loc' in error) || typeof error.loc !== 'object' || error.loc === null) return undefined;
  if (!('start' in error.loc) || typeof error.loc.start !== 'object') return undefined;
  const { line, column } = error.loc.start as { line?: unknown; column?: unknown };
  return typeof line === 'number' && typeof column === 'number' ? { line, column } : undefined;
}
