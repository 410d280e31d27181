/**
 * Strings, words and single signs. An apostrophe in a comment may open what is no string; then a
 * stretch of text counts as one token, which only makes a comparison stricter.
 */
const TOKEN = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|[\p{L}\p{N}_$]+|\S/gsu;

/** The tokens of a text without what a formatter adds: commas before a bracket, a leading bar. */
function tokens(text: string): string[] {
  const found = text.match(TOKEN) ?? [];
  return found.filter((token, index) => {
    const next = found[index + 1] ?? '';
    if (token === ',') return !/^[)\]}]$/.test(next) && next !== '';
    if (token === '|') return !['=', ':', '<', '(', undefined].includes(found[index - 1]);
    return true;
  });
}

/** Whether two texts differ in white space and the like only. */
export function sameTokens(one: string, other: string): boolean {
  if (one === other) return true;
  const [first, second] = [tokens(one), tokens(other)];
  return first.length === second.length && first.every((token, index) => token === second[index]);
}

/** How alike two texts are, from 0 (nothing in common) to 1, by their tokens. */
export function likeness(one: string, other: string): number {
  const [first, second] = [tokens(one), tokens(other)];
  const left = countOf(first);
  const shared = second.filter((token) => {
    const count = left.get(token) ?? 0;
    left.set(token, count - 1);
    return count > 0;
  }).length;
  const total = first.length + second.length;
  return total === 0 ? 1 : (2 * shared) / total;
}

/** Signs that come and go with formatting and the number of members in a list. */
const LAYOUT = /[\s,;(){}[\]'"`|]+/gu;

/** How often each word and each operator stands in a text. */
export const countWords = (text: string): Map<string, number> =>
  countOf(text.replace(LAYOUT, ' ').match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]+/gu) ?? []);

function countOf(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
