import type { Three } from '../merge-lines.ts';

/**
 * The order of what is left of three lists: the generated one, or a person's where they moved
 * something. What stands in the other list only follows what it follows there.
 */
export function mergeOrder(
  { base, ours, theirs }: Three<readonly string[]>,
  isLeft: (id: string) => boolean,
): string[] {
  const [inBase, inOurs, inTheirs] = [new Set(base), new Set(ours), new Set(theirs)];
  const isCommon = (id: string) => inBase.has(id) && inOurs.has(id) && inTheirs.has(id);
  const before = base.filter(isCommon);
  const isMoved = ours.filter(isCommon).some((id, index) => id !== before[index]);
  const [main, other] = isMoved ? [ours, theirs] : [theirs, ours];
  const result = main.filter(isLeft);
  const placed = new Set(result);
  let last = -1;
  for (const id of other) {
    if (!isLeft(id)) continue;
    if (placed.has(id)) {
      last = result.indexOf(id);
      continue;
    }
    last += 1;
    result.splice(last, 0, id);
    placed.add(id);
  }
  return result;
}

/** The longest list of ids that stand in both in this order. */
export function commonOrder(one: readonly string[], other: readonly string[]): string[] {
  const place = new Map(other.map((id, index) => [id, index]));
  const common = one.filter((id) => place.has(id));
  // Ids are unique, so this is the longest rising run of places, found by patience sorting.
  const tops: number[] = [];
  const previous = new Map<number, number>();
  for (const [index, id] of common.entries()) {
    const at = place.get(id) ?? 0;
    const isHigher = (top: number) => (place.get(common[top] ?? '') ?? 0) >= at;
    const found = tops.findIndex(isHigher);
    const pile = found < 0 ? tops.length : found;
    previous.set(index, tops[pile - 1] ?? -1);
    tops[pile] = index;
  }
  const result: string[] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = previous.get(index) ?? -1)
    result.unshift(common[index] ?? '');
  return result;
}
