import type { Options, Plugin } from 'prettier';
import { formatJson } from './format-json.ts';
import { formatMarkdown } from './format-markdown.ts';
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

/** The Prettier parser for a path, or undefined for a file that stays as it is. */
export function parserFor(path: string): string | undefined {
  // Prettier goes by the whole name here, and writes it as npm does.
  if (path === 'package.json' || path.endsWith('/package.json')) return 'json-stringify';
  return parsersByExtension[path.slice(path.lastIndexOf('.') + 1)];
}

/** Formats one file in this thread. Never rejects because of the file's text. */
export async function formatText(file: SourceFile): Promise<Formatted> {
  const parser = parserFor(file.path);
  if (parser === undefined) return { text: file.text };
  const printed = await printQuickly(parser, file);
  if (printed !== undefined) return { text: printed };
  try {
    const { format, plugins } = await (parser === 'markdown' ? loadWhole() : loadStandalone());
    const options = { ...prettierStyle, parser, plugins: [...plugins] };
    return { text: await settled(file.text, (text) => format(text, options)) };
  } catch (error) {
    if (!isSyntaxError(error)) throw error;
    return { failure: describe(file.path, error) };
  }
}

/** What Prettier makes of a file, without Prettier; undefined where only that knows. */
function printQuickly(
  parser: string,
  file: SourceFile,
): Promise<string | undefined> | string | undefined {
  if (parser === 'json') return formatJson(file.text);
  if (parser === 'markdown') return formatMarkdown(file.text);
  return parser === 'oxc-ts' ? formatQuickly(file) : undefined;
}

/**
 * The same text by oxfmt, which takes a thirtieth of the time. Undefined where it is not known to
 * print as Prettier does, and for what does not parse: Prettier's word is what counts.
 */
async function formatQuickly({ path, text }: SourceFile): Promise<string | undefined> {
  const { format } = await import('oxfmt');
  let isParsed = true;
  const formatted = await settled(text, async (before) => {
    const { code, errors } = await format(path, before, prettierStyle);
    isParsed &&= errors.length === 0;
    return code;
  });
  return isParsed && !mayDiffer(formatted) ? formatted : undefined;
}

/** They break unions of types in different places: over 400,000 lines, nothing else. */
const mayDiffer = (text: string): boolean => /^ *\| /m.test(text);

/** Formats until nothing changes any more. */
async function settled(text: string, format: (text: string) => Promise<string>): Promise<string> {
  let formatted = await format(text);
  for (let again = 0; again < 2 && mayChangeAgain(formatted); again++)
    formatted = await format(formatted);
  return formatted;
}

/**
 * Prettier breaks a chain of calls by where the function in it stood before, so its own output may
 * come out otherwise the second time. Over 3,383 generated files 106 did, all with such a line.
 */
function mayChangeAgain(text: string): boolean {
  return /^ *\..*=>(?: \{)?$/m.test(text);
}

interface Prettier {
  readonly format: (text: string, options: Options) => Promise<string>;
  readonly plugins: readonly Plugin[];
}

let standalone: Promise<Prettier> | undefined;

/**
 * Loaded on first use: a run that finds everything in the cache never pays for it. The standalone
 * build looks for no configuration and is 15 % quicker on many small files.
 */
function loadStandalone(): Promise<Prettier> {
  standalone ??= Promise.all([
    import('prettier/standalone'),
    import('@prettier/plugin-oxc'),
    import('prettier/plugins/estree'),
    import('prettier/plugins/babel'),
    import('prettier/plugins/yaml'),
  ]).then(([{ format }, ...plugins]) => ({ format, plugins }));
  return standalone;
}

/** For Markdown, whose fenced code may be of any language: it loads what it meets. */
async function loadWhole(): Promise<Prettier> {
  const { format } = await import('prettier');
  return { format, plugins: [] };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Prettier reports what does not parse as an error with `loc`, whatever the parser. */
function isSyntaxError(error: unknown): error is Error & { loc: { start: Position } } {
  if (!(error instanceof Error) || !('loc' in error)) return false;
  return typeof error.loc === 'object' && error.loc !== null && 'start' in error.loc;
}

/** The message ends in a frame of Prettier's own, which we drop. */
function describe(path: string, error: Error & { loc: { start: Position } }): FormatFailure {
  const message = error.message.split('\n', 1)[0] ?? error.message;
  const { line, column } = error.loc.start;
  return { path, message, line, column };
}
