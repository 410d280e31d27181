import { crc32 } from 'node:zlib';

/** What one run adds to a cache, its texts as strings or as bytes of UTF-8. */
export interface CacheSection<Text extends string | Buffer> {
  /** Texts that it has made. */
  readonly made: readonly (readonly [key: string, text: Text])[];
  /** Keys that were known and not asked for, by this run and so many in a row with it. */
  readonly unused: readonly (readonly [key: string, runs: number])[];
}

/** What stands before the texts of a section. */
interface Head {
  readonly made: readonly (readonly [key: string, length: number])[];
  readonly unused: CacheSection<string>['unused'];
}

const LINE_END = 10;

/**
 * One section as it stands in a file: its own checksum, two lengths in bytes, what it holds, and the
 * texts one after the other. They are megabytes, of which a run wants but a part: so they are no
 * JSON, and are cut out of the file's bytes when they are asked for. As one string, a file in which
 * a single character is not Latin would take two bytes for each of all others.
 */
export function printSection({ made, unused }: CacheSection<string | Buffer>): Buffer {
  // UTF-8 has no half of a surrogate pair.
  const kept = made.filter(([, text]) => typeof text !== 'string' || text.isWellFormed());
  const texts = kept.map(([, text]) => (typeof text === 'string' ? Buffer.from(text) : text));
  const lengths = kept.map(([key], index) => [key, texts[index]?.length ?? 0] as const);
  const head = Buffer.from(JSON.stringify({ made: lengths, unused } satisfies Head));
  const body = [head, ...texts];
  const sum = body.reduce((soFar, part) => crc32(part, soFar), 0);
  const textsLength = texts.reduce((soFar, { length }) => soFar + length, 0);
  const start = Buffer.from(`${sum} ${head.length} ${textsLength}\n`);
  return Buffer.concat([start, ...body, Buffer.of(LINE_END)]);
}

/**
 * Reads sections, from `start` on.
 *
 * @returns undefined when one of them is not what {@link printSection} wrote
 */
export function readSections(bytes: Buffer, start: number): CacheSection<Buffer>[] | undefined {
  const sections: CacheSection<Buffer>[] = [];
  for (let at = start; at < bytes.length;) {
    const line = bytes.indexOf(LINE_END, at);
    const [sum, headLength, textsLength] = bytes
      .toString('latin1', at, Math.max(at, line))
      .split(' ');
    const texts = line + 1 + Number(headLength);
    const end = texts + Number(textsLength);
    if (line < 0 || bytes[end] !== LINE_END) return undefined;
    if (String(crc32(bytes.subarray(line + 1, end))) !== sum) return undefined;
    // The checksum says that it is what `printSection` wrote.
    const { made, unused } = JSON.parse(bytes.toString('utf8', line + 1, texts)) as Head;
    sections.push({ made: cutOut(bytes, texts, made), unused });
    at = end + 1;
  }
  return sections;
}

function cutOut(bytes: Buffer, start: number, made: Head['made']): [string, Buffer][] {
  let at = start;
  return made.map(([key, length]) => [key, bytes.subarray(at, (at += length))]);
}
