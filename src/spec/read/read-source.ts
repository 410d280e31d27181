import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import {
  type Diagnostic,
  type DiagnosticCodeOf,
  diagnostic,
} from '../../diagnostics/diagnostic.ts';
import { parseSource } from './parse-source.ts';
import type { Source } from './source.ts';

/** Where files may be read, and how large they may be. */
export interface ReadLimits {
  readonly cwd: string;
  /** Real path of the folder that holds every file of the description. */
  readonly root: string;
  readonly maxBytes: number;
  readonly strict: boolean;
  readonly onRead?: OnRead | undefined;
}

/** Told of each file that is read: its absolute path, and its bytes; none where it cannot be. */
export type OnRead = (path: string, bytes: Uint8Array | undefined) => void;

/** A parsed file, with what is odd about it; or what keeps it from being read. */
export type Loaded =
  | { readonly source: Source; readonly warnings: readonly Diagnostic[] }
  | { readonly problem: Diagnostic };

/** Reads and parses one file. What can be wrong with it comes back as a diagnostic. */
export async function readSource(path: string, limits: ReadLimits): Promise<Loaded> {
  const file = displayPath(path, limits.cwd);
  const text = await readText(path, file, limits);
  return typeof text === 'string'
    ? parseSource(text, file, path, limits.strict)
    : { problem: text };
}

async function readText(
  path: string,
  file: string,
  { cwd, root, maxBytes, onRead }: ReadLimits,
): Promise<string | Diagnostic> {
  const refuse = (code: DiagnosticCodeOf<'SW1'>, message: string) =>
    diagnostic(code, 'error', message, { file, line: 1, column: 1 });
  let bytes: Uint8Array | undefined;
  try {
    const real = await realpath(path);
    if (!isInside(root, real)) return refuse('SW1102', outsideMessage(file, root, cwd));
    const info = await stat(real);
    if (!info.isFile())
      return refuse('SW1001', `${file} is not a file. Name the root file of the description.`);
    if (info.size > maxBytes) return refuse('SW1002', tooLargeMessage(file, info.size, maxBytes));
    bytes = await readFile(real);
    onRead?.(path, bytes);
    return bytes.byteLength > maxBytes
      ? refuse('SW1002', tooLargeMessage(file, bytes.byteLength, maxBytes))
      : decodeText(bytes);
  } catch (error) {
    if (bytes === undefined) onRead?.(path, undefined);
    return refuse('SW1001', `${file} cannot be read: ${reasonOf(error)}.`);
  }
}

/** UTF-8, with or without a byte-order mark; throws a TypeError at anything else. */
export const decodeText = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytes);

export const tooLargeMessage = (file: string, size: number, maxBytes: number): string =>
  `${file} has ${size} bytes; at most ${maxBytes} are read. Raise maxBytes in the configuration if it is really this large.`;

export const outsideMessage = (file: string, root: string, cwd: string): string =>
  `${file} lies outside the folder ${displayPath(root, cwd)}. Move it inside, or name a wider folder with --root.`;

function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return 'it is not UTF-8 text';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'reading it is not permitted';
  if (code === 'ELOOP') return 'its symbolic links lead in a circle';
  if (code === 'ENAMETOOLONG') return 'its name is too long';
  return error instanceof Error ? error.message : String(error);
}

/** A path as messages show it: relative to the working directory, with forward slashes. */
export function displayPath(path: string, cwd: string): string {
  const shown = relative(cwd, resolve(cwd, path));
  return (shown === '' ? '.' : isAbsolute(shown) ? path : shown).split(sep).join('/');
}

export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way));
}
