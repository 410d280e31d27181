import { crc32 } from 'node:zlib';

/** What one run adds to a cache. */
export interface CacheSection {
  /** Texts that it has made. */
  readonly made: readonly (readonly [key: string, text: string])[];
  /** Keys that were known and not asked for, by this run and so many in a row with it. */
  readonly unused: readonly (readonly [key: string, runs: number])[];
}

/** What stands before the texts of a section. */
interface Head extends Pick<CacheSection, 'unused'> {
  readonly made: readonly (readonly [key: string, length: number])[];
}

/**
 * One section as text: its own checksum, two lengths in code units, what it holds, and the texts one
 * after the other. They are megabytes, of which a run wants but a part: so they are no JSON, and
 * are cut out when they are read.
 */
export function printSection({ made, unused }: CacheSection): string {
  // UTF-8 has no half of a surrogate pair.
  const kept = made.filter(([, text]) => text.isWellFormed());
  const head: Head = { made: kept.map(([key, text]) => [key, text.length]), unused };
  const printed = JSON.stringify(head);
  const texts = kept.map(([, text]) => text).join('');
  const body = printed + texts;
  return `${crc32(body)} ${printed.length} ${texts.length}\n${body}\n`;
}

/**
 * Reads sections, from `start` on.
 *
 * @returns undefined when one of them is not what {@link printSection} wrote
 */
export function readSections(text: string, start: number): CacheSection[] | undefined {
  const sections: CacheSection[] = [];
  for (let at = start; at < text.length;) {
    const line = text.indexOf('\n', at);
    const [sum, headLength, textsLength] = text.slice(at, Math.max(at, line)).split(' ');
    const texts = line + 1 + Number(headLength);
    const end = texts + Number(textsLength);
    if (line < 0 || text[end] !== '\n' || String(crc32(text.slice(line + 1, end))) !== sum)
      return undefined;
    // The checksum says that it is what `printSection` wrote.
    const { made, unused } = JSON.parse(text.slice(line + 1, texts)) as Head;
    sections.push({ made: cutOut(text, texts, made), unused });
    at = end + 1;
  }
  return sections;
}

function cutOut(text: string, start: number, made: Head['made']): [string, string][] {
  let at = start;
  return made.map(([key, length]) => [key, text.slice(at, (at += length))]);
}
