import { Readable } from 'node:stream';

/** A store of blobs in memory, of which a test can tell what it has. */
export function memoryBlobs() {
  const kept = new Map<string, Buffer>();
  return {
    kept,
    async write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
      const chunks: Uint8Array[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      kept.set(key, Buffer.concat(chunks));
    },
    read(key: string, range?: { start: number; end: number }): Readable {
      const whole = kept.get(key);
      if (!whole) throw new Error(`There is no ${key}.`);
      return Readable.from([range ? whole.subarray(range.start, range.end + 1) : whole]);
    },
    async remove(key: string): Promise<void> {
      kept.delete(key);
    },
  };
}

const BOUNDARY = '----some-boundary';

export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

/** A part of a form: a value, or a file with a name. */
export interface Part {
  readonly name: string;
  readonly value: string | Uint8Array;
  readonly fileName?: string;
  readonly type?: string;
}

/** A form as a browser would send it (RFC 7578). */
export function formOf(parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap(({ name, value, fileName, type }) => [
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"`,
    fileName === undefined ? '' : `; filename="${fileName}"`,
    type === undefined ? '' : `\r\ncontent-type: ${type}`,
    '\r\n\r\n',
    value,
    '\r\n',
  ]);
  return Buffer.concat([...pieces, `--${BOUNDARY}--\r\n`].map((piece) => Buffer.from(piece)));
}
