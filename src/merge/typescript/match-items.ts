import type { Three } from '../merge-lines.ts';
import { likeness, sameTokens } from '../tokens.ts';
import type { Item } from './items.ts';

/** The items of the three sides, each under the name that it has on all of them. */
export type Matched = Three<ReadonlyMap<string, Item>>;

/** How much two items must have in common to be taken for one that was changed. */
const ALIKE = 0.5;

/**
 * Finds out which items of the three sides are the same one. Maps keep the order of the items.
 * Where one runs after the other, a statement whose variable has another name is still the same.
 */
export function matchItems(lists: Three<readonly Item[]>, isSequence: boolean): Matched {
  const ids = new Map(lists.base.map((item, index) => [item, `${index} ${item.identity.key}`]));
  return {
    base: new Map(lists.base.map((item) => [ids.get(item) ?? '', item])),
    ours: matchSide(lists.base, lists.ours, ids, isSequence),
    theirs: matchSide(lists.base, lists.theirs, ids, isSequence),
  };
}

function matchSide(
  base: readonly Item[],
  side: readonly Item[],
  ids: ReadonlyMap<Item, string>,
  isSequence: boolean,
): Map<string, Item> {
  const pairs = pairItems(base, side);
  if (isSequence) pairRenamed(base, side, pairs);
  const added = new Map<string, number>();
  return new Map(
    side.map((item) => {
      const partner = pairs.get(item);
      if (partner !== undefined) return [ids.get(partner) ?? '', item];
      const { key, isName } = item.identity;
      const name = isName ? key : `${key} ${item.core.replaceAll(/\s+/g, ' ')}`;
      const count = (added.get(name) ?? 0) + 1;
      added.set(name, count);
      return [`+${count} ${name}`, item];
    }),
  );
}

/** Which item of the base each item of a side is. */
function pairItems(base: readonly Item[], side: readonly Item[]): Map<Item, Item> {
  const free = Map.groupBy(base, ({ identity }) => identity.key);
  const pairs = new Map<Item, Item>();
  for (const [key, items] of Map.groupBy(side, ({ identity }) => identity.key)) {
    const partners = free.get(key) ?? [];
    const isOnly = items.length === 1 && partners.length === 1;
    const isSame = isOnly && items[0]?.identity.isName === true ? () => true : undefined;
    for (const test of isSame === undefined ? [same, alike] : [isSame]) {
      for (const item of items) {
        if (pairs.has(item)) continue;
        const index = partners.findIndex((partner) => test(item, partner));
        const [partner] = index < 0 ? [] : partners.splice(index, 1);
        if (partner !== undefined) pairs.set(item, partner);
      }
    }
  }
  return pairs;
}

/** Pairs what is left over by likeness, in the order in which it stands. */
function pairRenamed(base: readonly Item[], side: readonly Item[], pairs: Map<Item, Item>): void {
  const taken = new Set(pairs.values());
  let from = 0;
  for (const item of side) {
    const partner = pairs.get(item);
    if (partner !== undefined) {
      from = Math.max(from, base.indexOf(partner) + 1);
      continue;
    }
    const next = base.findIndex((other, index) => index >= from && taken.has(other));
    const open = base.slice(from, next < 0 ? undefined : next);
    const found = open.find((other) => other.node.kind === item.node.kind && alike(item, other));
    if (found === undefined) continue;
    pairs.set(item, found);
    from = base.indexOf(found) + 1;
  }
}

const same = (one: Item, other: Item): boolean => sameTokens(one.core, other.core);
const alike = (one: Item, other: Item): boolean => likeness(one.core, other.core) >= ALIKE;
