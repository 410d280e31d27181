import type { SourceFile } from '../scaffold/source-file.ts';

/** SHA-256 as hexadecimal digits, which are safe as a file name on every file system. */
export const contentHash = (content: string | Uint8Array): string =>
  // Loaded when there is something to hash: it takes as long to start as all the rest of Node.
  process.getBuiltinModule('node:crypto').hash('sha256', content);

const hashes = new WeakMap<SourceFile, string>();

/** The hash of a generated file's text, which several stages ask for. */
export function fileHash(file: SourceFile): string {
  const known = hashes.get(file) ?? contentHash(file.text);
  hashes.set(file, known);
  return known;
}

const CR = 0x0d;

/**
 * The hash of a file on disk, as if its line ends were `\n`: git may turn them into `\r\n` on a
 * checkout, which is no edit.
 */
export function diskHash(content: Buffer): string {
  return contentHash(
    content.includes(CR) ? content.toString('utf8').replaceAll('\r\n', '\n') : content,
  );
}

/** `text` with the line ends of what it replaces. */
export function withLineEnds(text: string, like: Buffer | undefined): string {
  const isCrlf = like?.includes('\r\n') === true;
  return isCrlf ? text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n') : text;
}
