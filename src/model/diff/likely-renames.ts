import { stableJson } from './stable-json.ts';
import type { JsonValue } from '../types.ts';

/** How much of their shapes two things share when one may be the other under a new name. */
const ENOUGH = 0.6;

/**
 * Pairs of a removed and an added thing that are alike, where neither is like another one.
 * A suggestion only: it never decides.
 */
export function likelyRename<Item>(
  removed: readonly Item[],
  added: readonly Item[],
  shape: (item: Item) => readonly JsonValue[],
): { readonly from: Item; readonly to: Item }[] {
  const pairs = removed.flatMap((from) =>
    added.filter((to) => shared(shape(from), shape(to)) >= ENOUGH).map((to) => ({ from, to })),
  );
  return pairs.filter(
    ({ from, to }) => pairs.filter((pair) => pair.from === from || pair.to === to).length === 1,
  );
}

function shared(one: readonly JsonValue[], other: readonly JsonValue[]): number {
  const texts = (items: readonly JsonValue[]) => new Set(items.map((item) => stableJson(item)));
  const [first, second] = [texts(one), texts(other)];
  const both = [...first].filter((text) => second.has(text)).length;
  return both / Math.max(1, first.size + second.size - both);
}
