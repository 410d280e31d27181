import { diff3MergeRegions, diffIndices } from 'node-diff3';
import { beside } from './adjacent-edits.ts';
import { type Conflict, type Part, conflict } from './part.ts';
import { sameTokens } from './tokens.ts';

/** Three forms of one piece: as generated before, as it stands on disk, as generated now. */
export interface Three<Form> {
  readonly base: Form;
  readonly ours: Form;
  readonly theirs: Form;
}

/** Merges by line, as `diff3` does. */
export function mergeLines(texts: Three<string>, name?: string): Part[] {
  const lines = {
    base: splitLines(texts.base),
    ours: splitLines(texts.ours),
    theirs: splitLines(texts.theirs),
  };
  const before = sharedStart(lines);
  const rest = each(lines, (side) => side.slice(before));
  const after = sharedStart(each(rest, (side) => side.toReversed()));
  const middle = each(rest, (side) => side.slice(0, side.length - after));
  const parts = [
    lines.base.slice(0, before).join(''),
    ...mergeRegions(middle, name),
    after === 0 ? '' : lines.base.slice(-after).join(''),
  ];
  return parts.filter((part) => part !== '');
}

/**
 * Merges the lines of a file that is no code: there an edit beside a change is no conflict, since
 * lines of their own say what they say.
 */
export const mergePlainLines = (texts: Three<string>): Part[] =>
  mergeLines(texts).flatMap((part) =>
    typeof part === 'object' && part.kind === 'conflict' ? mergeBeside(part) : [part],
  );

function mergeBeside(part: Conflict): Part[] {
  const merged = beside(part);
  return merged === undefined ? [part] : [merged];
}

/**
 * Merges a piece that is not looked into: who changed it wins; where both did, a change of white
 * space only gives way; then by line.
 */
export function mergeText(texts: Three<string>, name?: string): Part[] {
  const { base, ours, theirs } = texts;
  if (ours === theirs || theirs === base) return [ours];
  if (ours === base) return [theirs];
  if (sameTokens(ours, theirs) || sameTokens(theirs, base)) return [ours];
  if (sameTokens(ours, base)) return [theirs];
  return mergeLines(texts, name);
}

/** No merge at all: one conflict from the first line that differs to the last. */
export function wholeConflict(texts: Three<string>): Part[] {
  const lines = each(texts, splitLines);
  const before = sharedStart(lines);
  const rest = each(lines, (side) => side.slice(before));
  const after = sharedStart(each(rest, (side) => side.toReversed()));
  const { base, ours, theirs } = each(rest, (side) => side.slice(0, side.length - after).join(''));
  const end = after === 0 ? '' : lines.base.slice(-after).join('');
  return [lines.base.slice(0, before).join(''), conflict(ours, base, theirs, undefined), end];
}

function mergeRegions(lines: Three<readonly string[]>, name: string | undefined): Part[] {
  const keys = each(lines, (side) => side.map(keyOf));
  const places = { ours: matches(keys.base, keys.ours), theirs: matches(keys.base, keys.theirs) };
  const unchanged = (index: number): string => {
    const base = lines.base[index] ?? '';
    const ours = lines.ours[places.ours.get(index) ?? -1] ?? base;
    return ours === base ? (lines.theirs[places.theirs.get(index) ?? -1] ?? base) : ours;
  };
  return diff3MergeRegions(keys.ours, keys.base, keys.theirs).map((region): Part => {
    if (region.stable) {
      const { buffer, bufferStart: start, bufferLength: length } = region;
      if (buffer === 'o') return Array.from({ length }, (_, at) => unchanged(start + at)).join('');
      return lines[buffer === 'a' ? 'ours' : 'theirs'].slice(start, start + length).join('');
    }
    const ours = lines.ours.slice(region.aStart, region.aStart + region.aLength).join('');
    const base = lines.base.slice(region.oStart, region.oStart + region.oLength).join('');
    const theirs = lines.theirs.slice(region.bStart, region.bStart + region.bLength).join('');
    return region.aContent.join('') === region.bContent.join('')
      ? ours
      : conflict(ours, base, theirs, name);
  });
}

/** Where the lines of the base that a side still has stand there. */
function matches(base: string[], side: string[]): Map<number, number> {
  const found = new Map<number, number>();
  let [inBase, inSide] = [0, 0];
  const run = (end: number) => {
    for (; inBase < end; inBase += 1, inSide += 1) found.set(inBase, inSide);
  };
  for (const { buffer1, buffer2 } of diffIndices(base, side)) {
    run(buffer1[0]);
    inBase = buffer1[0] + buffer1[1];
    inSide = buffer2[0] + buffer2[1];
  }
  run(base.length);
  return found;
}

/** What makes a line itself. Rows of a table are padded to the widest, which says nothing. */
const keyOf = (line: string): string =>
  line.startsWith('|') ? line.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---') : line;

/** Lines with their ends, so that joining them gives the text again. */
const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const each = <From, To>(three: Three<From>, map: (form: From) => To): Three<To> => ({
  base: map(three.base),
  ours: map(three.ours),
  theirs: map(three.theirs),
});

/** How many lines the three begin with in common; matching the rest is what costs time. */
function sharedStart({ base, ours, theirs }: Three<readonly string[]>): number {
  const different = base.findIndex((line, index) => line !== ours[index] || line !== theirs[index]);
  return different < 0 ? base.length : different;
}
