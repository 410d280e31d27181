import { contentHash } from './content-hash.ts';

/** What one run adds to a cache. */
export interface CacheSection {
  /** Texts that it has made. */
  readonly made: readonly (readonly [key: string, text: string])[];
  /** Keys that were known and not asked for, by this run and so many in a row with it. */
  readonly unused: readonly (readonly [key: string, runs: number])[];
}

/** One section as text: its own hash, the length of what follows in code units, and that. */
export function printSection(section: CacheSection): string {
  const body = JSON.stringify(section);
  return `${contentHash(body)} ${body.length}\n${body}\n`;
}

/**
 * Reads sections, from `start` on.
 *
 * @returns undefined when one of them is not what {@link printSection} wrote
 */
export function readSections(text: string, start: number): CacheSection[] | undefined {
  const sections: CacheSection[] = [];
  for (let at = start; at < text.length;) {
    const end = text.indexOf('\n', at);
    const [hash, length] = text.slice(at, Math.max(at, end)).split(' ');
    const next = end + 1 + Number(length);
    const body = text.slice(end + 1, next);
    if (end < 0 || text[next] !== '\n' || contentHash(body) !== hash) return undefined;
    // The hash says that it is what `printSection` wrote.
    sections.push(JSON.parse(body) as CacheSection);
    at = next + 1;
  }
  return sections;
}
