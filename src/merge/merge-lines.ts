import { diff3Merge } from 'node-diff3';
import { type Part, conflict } from './part.ts';
import { sameTokens } from './tokens.ts';

/** Three forms of one piece: as generated before, as it stands on disk, as generated now. */
export interface Three<Form> {
  readonly base: Form;
  readonly ours: Form;
  readonly theirs: Form;
}

/** Merges by line, as `diff3` does. */
export function mergeLines(texts: Three<string>, name?: string): Part[] {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map(splitLines);
  if (base === undefined || ours === undefined || theirs === undefined) return [];
  const before = sharedLines(base, ours, theirs);
  const rest = [base, ours, theirs].map((lines) => lines.slice(before));
  const after = sharedLines(...reversed(rest));
  const [o = [], a = [], b = []] = rest.map((lines) => lines.slice(0, lines.length - after));
  const merged = diff3Merge(a, o, b, { excludeFalseConflicts: true }).map(
    ({ ok, conflict: sides }): Part =>
      sides === undefined
        ? (ok ?? []).join('')
        : conflict(sides.a.join(''), sides.o.join(''), sides.b.join(''), name),
  );
  return [
    base.slice(0, before).join(''),
    ...merged,
    after === 0 ? '' : base.slice(-after).join(''),
  ].filter((part) => part !== '');
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
  const [base = [], ours = [], theirs = []] = [texts.base, texts.ours, texts.theirs].map(
    splitLines,
  );
  const before = sharedLines(base, ours, theirs);
  const rest = [base, ours, theirs].map((lines) => lines.slice(before));
  const after = sharedLines(...reversed(rest));
  const [o = '', a = '', b = ''] = rest.map((lines) =>
    lines.slice(0, lines.length - after).join(''),
  );
  const end = after === 0 ? '' : base.slice(-after).join('');
  return [base.slice(0, before).join(''), conflict(a, o, b, undefined), end];
}

/** Lines with their ends, so that joining them gives the text again. */
const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const reversed = (all: readonly string[][]): [string[], string[], string[]] => {
  const [base = [], ours = [], theirs = []] = all.map((lines) => lines.toReversed());
  return [base, ours, theirs];
};

/** How many lines the three begin with in common; matching the rest is what costs time. */
function sharedLines(base: string[], ours: string[], theirs: string[]): number {
  const different = base.findIndex((line, index) => line !== ours[index] || line !== theirs[index]);
  return different < 0 ? base.length : different;
}
