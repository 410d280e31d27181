import { ts } from 'ts-morph';
import { type Three, mergeLines } from '../merge-lines.ts';
import { sameTokens } from '../tokens.ts';
import { type Entry, entryOf, mergeItem } from './entry.ts';
import { type Item, itemText } from './items.ts';
import type { Matched } from './match-items.ts';
import { bothAdded } from './merge-collection.ts';
import type { Merging } from './merging.ts';
import { commonOrder, mergeOrder } from './order.ts';

type Stretch = readonly (readonly [string, Item])[];

/**
 * Merges a list whose order counts: the statements of a function, the elements of an array. What
 * all sides have in the same order holds the list in place; between two such items, a stretch that
 * both changed is merged only where the changes cannot meet.
 */
export function mergeSequence(matched: Matched, merging: Merging, separator: string): Entry[] {
  const lists = { base: [...matched.base], ours: [...matched.ours], theirs: [...matched.theirs] };
  const anchors = commonOrder(commonOrder([...matched.base.keys()], [...matched.ours.keys()]), [
    ...matched.theirs.keys(),
  ]);
  const entries: Entry[] = [];
  const from = { base: 0, ours: 0, theirs: 0 };
  const stretch = (side: keyof typeof lists, anchor: string | undefined): Stretch => {
    const start = from[side];
    const at = lists[side].findIndex(([id], index) => index >= start && id === anchor);
    const end = at < 0 ? lists[side].length : at;
    from[side] = end + 1;
    return lists[side].slice(start, end);
  };
  for (const anchor of [...anchors, undefined]) {
    const stretches = {
      base: stretch('base', anchor),
      ours: stretch('ours', anchor),
      theirs: stretch('theirs', anchor),
    };
    entries.push(...mergeStretch(stretches, separator));
    const [base, ours, theirs] = [matched.base, matched.ours, matched.theirs].map((side) =>
      side.get(anchor ?? ''),
    );
    if (anchor !== undefined && base !== undefined && ours !== undefined && theirs !== undefined)
      entries.push(mergeItem(anchor, { base, ours, theirs }, merging));
  }
  return entries;
}

function mergeStretch(stretches: Three<Stretch>, separator: string): Entry[] {
  const { base, ours, theirs } = stretches;
  if (isSame(ours, base)) return entriesOf(theirs);
  if (isSame(theirs, base) || isSame(ours, theirs)) return entriesOf(ours);
  if (isIndependent(stretches)) return unite(stretches);
  const texts = {
    base: textOf(base, separator),
    ours: textOf(ours, separator),
    theirs: textOf(theirs, separator),
  };
  const name = (ours[0] ?? theirs[0] ?? base[0])?.[1].identity.label;
  const id = `stretch ${base[0]?.[0] ?? ''} ${ours[0]?.[0] ?? ''} ${theirs[0]?.[0] ?? ''}`;
  return [{ id, lead: [], core: mergeLines(texts, name), separator: undefined, after: [] }];
}

const entriesOf = (stretch: Stretch): Entry[] => stretch.map(([id, item]) => entryOf(id, item));

const isSame = (one: Stretch, other: Stretch): boolean =>
  one.length === other.length &&
  one.every(([id, item], index) => {
    const [otherId, otherItem] = other[index] ?? [];
    return (
      id === otherId && otherItem !== undefined && sameTokens(itemText(item), itemText(otherItem))
    );
  });

/** Both only added, and what they added has names; or one added and the other only removed. */
function isIndependent({ base, ours, theirs }: Three<Stretch>): boolean {
  const known = new Map(base);
  const isKept = ([id, item]: Stretch[number]) => {
    const before = known.get(id);
    return before === undefined || sameTokens(itemText(before), itemText(item));
  };
  if (![...ours, ...theirs].every(isKept)) return false;
  const added = (side: Stretch) => side.filter(([id]) => !known.has(id));
  const removes = (side: Stretch) => side.filter(([id]) => known.has(id)).length < base.length;
  if (removes(ours) && (added(ours).length > 0 || removes(theirs))) return false;
  if (removes(theirs) && added(theirs).length > 0) return false;
  const isTelling = [...added(ours), ...added(theirs)].every(([, item]) => canStandAnywhere(item));
  const names = new Set(added(ours).map(([id]) => id));
  return isTelling && !added(theirs).some(([id]) => names.has(id));
}

/** Declarations, calls and elements of arrays: none of them ends or branches what runs. */
const canStandAnywhere = ({ identity, node }: Item): boolean =>
  identity.isName || ts.isArrayLiteralExpression(node.parent);

function unite({ base, ours, theirs }: Three<Stretch>): Entry[] {
  const [inBase, inOurs, inTheirs] = [new Map(base), new Map(ours), new Map(theirs)];
  const fates = new Map<string, Entry>();
  for (const [id, item] of [...ours, ...theirs]) {
    const [mine, now] = [inOurs.get(id), inTheirs.get(id)];
    if (mine !== undefined && now !== undefined && !inBase.has(id))
      fates.set(id, bothAdded(id, mine, now));
    else if ((mine !== undefined && now !== undefined) || !inBase.has(id))
      fates.set(id, entryOf(id, item));
  }
  const ids = (stretch: Stretch) => stretch.map(([id]) => id);
  const order = mergeOrder({ base: ids(base), ours: ids(ours), theirs: ids(theirs) }, (id) =>
    fates.has(id),
  );
  return order.flatMap((id) => fates.get(id) ?? []);
}

const textOf = (stretch: Stretch, separator: string): string =>
  stretch
    .map(([, item]) =>
      itemText({ ...item, separator: item.separator === '' ? separator : item.separator }),
    )
    .join('');
