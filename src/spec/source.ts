import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { load as loadYaml, YAMLException, CORE_SCHEMA } from 'js-yaml';
import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node as YamlNode,
  parseDocument,
} from 'yaml';
import { type Diagnostic, diagnostic, type SourceLocation } from '../diagnostics/diagnostic.ts';
import { sourceFrame } from '../diagnostics/frame.ts';
import { tokensOf } from './pointer.ts';

/** One file of a description, parsed; positions are found only when something asks for them. */
export class Source {
  /** Relative to the working directory, with forward slashes. */
  readonly file: string;
  readonly path: string;
  readonly text: string;
  readonly value: unknown;
  #positions: { root: YamlNode | null; lines: LineCounter } | undefined;

  constructor(file: string, path: string, text: string, value: unknown) {
    this.file = file;
    this.path = path;
    this.text = text;
    this.value = value;
  }

  /** Line and column of a value; of its nearest parent that exists when it does not. */
  locate(pointer: string): SourceLocation {
    const { root, lines } = (this.#positions ??= this.#parse());
    let node = root;
    let offset = node?.range?.[0] ?? 0;
    for (const token of tokensOf(pointer)) {
      const next = child(node, token);
      if (!next) break;
      node = next.node;
      offset = next.offset;
    }
    const { line, col } = lines.linePos(offset);
    return { file: this.file, line, column: col };
  }

  frame(location: SourceLocation): string {
    return sourceFrame(this.text, location);
  }

  #parse(): { root: YamlNode | null; lines: LineCounter } {
    const lines = new LineCounter();
    const document = parseDocument(this.text, {
      lineCounter: lines,
      keepSourceTokens: false,
      logLevel: 'silent',
      uniqueKeys: false,
    });
    return { root: document.contents as YamlNode | null, lines };
  }
}

function child(
  node: YamlNode | null,
  token: string,
): { node: YamlNode | null; offset: number } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(token)] as YamlNode | undefined;
    return item && { node: item, offset: item.range?.[0] ?? 0 };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === token,
  );
  if (!pair) return undefined;
  const value = pair.value as YamlNode | null;
  const key = pair.key as YamlNode;
  return { node: value, offset: value?.range?.[0] ?? key.range?.[0] ?? 0 };
}

/** Where files may be read, and how large they may be. */
export interface ReadLimits {
  readonly cwd: string;
  /** Real path of the folder that holds every file of the description. */
  readonly root: string;
  readonly maxBytes: number;
}

const MAX_DEPTH = 400;
const MAX_NODES = 10_000_000;

type Loaded = { readonly source: Source } | { readonly problem: Diagnostic };

/** Reads and parses one file. What can be wrong with it comes back as a diagnostic. */
export async function readSource(path: string, limits: ReadLimits): Promise<Loaded> {
  const file = displayPath(path, limits.cwd);
  const at = { file, line: 1, column: 1 };
  const refuse = (
    code: Diagnostic['code'],
    message: string,
    location: SourceLocation = at,
    frame?: string,
  ): Loaded => ({
    problem: diagnostic(code, 'error', message, location, frame),
  });
  let text: string;
  try {
    const real = await realpath(path);
    if (!isInside(limits.root, real)) {
      return refuse(
        'SW1102',
        `${file} lies outside ${displayPath(limits.root, limits.cwd)}. Move it inside, or name a wider root with --root.`,
      );
    }
    const info = await stat(real);
    if (!info.isFile())
      return refuse('SW1001', `${file} is not a file. Name the root file of the description.`);
    if (info.size > limits.maxBytes) {
      return refuse(
        'SW1002',
        `${file} has ${info.size} bytes; at most ${limits.maxBytes} are read. Raise maxBytes in the configuration if it is really this large.`,
      );
    }
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(await readFile(real));
  } catch (error) {
    return refuse('SW1001', `${file} cannot be read: ${reasonOf(error)}.`);
  }
  if (text.trim() === '')
    return refuse(
      'SW1003',
      `${file} is empty. An OpenAPI description starts with its version, such as openapi: 3.1.1.`,
    );
  try {
    const value = parse(text);
    const depth = tooDeep(value);
    if (depth) return refuse('SW1006', `${file} ${depth}`);
    return { source: new Source(file, path, text, value) };
  } catch (error) {
    const location = syntaxLocation(error, text, file);
    return refuse(
      'SW1003',
      `${file} is not valid JSON or YAML: ${firstLine(error)}.`,
      location,
      sourceFrame(text, location),
    );
  }
}

/** JSON by its own parser, which is fastest; everything else as YAML 1.2. */
function parse(text: string): unknown {
  const isJson = /^\s*[[{]/.test(text);
  try {
    return isJson ? JSON.parse(text) : loadYaml(text, { schema: CORE_SCHEMA });
  } catch (error) {
    // A brace may start YAML too, and the quick YAML parser refuses some indentation that YAML allows.
    const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: true });
    if (document.errors.length > 0) throw error;
    return document.toJS({ maxAliasCount: 1000 });
  }
}

/** Aliases make trees out of graphs: what would be endless or enormous is refused. */
function tooDeep(root: unknown): string | undefined {
  let nodes = 0;
  const stack: { value: object; depth: number }[] = [];
  const push = (value: unknown, depth: number) => {
    if (typeof value === 'object' && value !== null) stack.push({ value, depth });
  };
  push(root, 0);
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    nodes += 1;
    if (nodes > MAX_NODES)
      return 'expands to too many values. Look for aliases that repeat aliases.';
    if (entry.depth > MAX_DEPTH)
      return `is nested more than ${MAX_DEPTH} levels deep. Look for an alias that contains itself.`;
    for (const value of Object.values(entry.value)) push(value, entry.depth + 1);
  }
  return undefined;
}

function syntaxLocation(error: unknown, text: string, file: string): SourceLocation {
  if (error instanceof YAMLException && error.mark) {
    return { file, line: error.mark.line + 1, column: error.mark.column + 1 };
  }
  const match = /position (\d+)/.exec(error instanceof Error ? error.message : '');
  const before = text.slice(0, Number(match?.[1] ?? 0)).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const firstLine = (error: unknown): string =>
  (error instanceof YAMLException
    ? error.reason
    : error instanceof Error
      ? error.message
      : String(error)
  ).split('\n')[0] ?? '';

function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return 'it is not UTF-8 text';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'reading it is not permitted';
  if (code === 'EISDIR') return 'it is a folder';
  return error instanceof Error ? error.message : String(error);
}

export const displayPath = (path: string, cwd: string): string => {
  const shown = relative(cwd, resolve(cwd, path));
  return (shown === '' ? '.' : isAbsolute(shown) ? path : shown).split(sep).join('/');
};

export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way));
}
