import { type Three, mergeText } from '../merge-lines.ts';
import { type Part, readAs } from '../part.ts';
import type { Item, Items } from './items.ts';
import type { List } from './lists.ts';
import { type Merging, pick } from './merging.ts';
import type { Matched } from './match-items.ts';

/** One item of the merged list, or a stretch of several that could not be told apart. */
export interface Entry {
  readonly id: string;
  readonly lead: readonly Part[];
  /** What takes the place of `lead` behind another item, for one that is the first on a side. */
  readonly innerLead?: string;
  readonly core: readonly Part[];
  /** Undefined where the text has its separators already. */
  readonly separator: string | undefined;
  readonly after: readonly Part[];
}

/** An item that only one side has, as it stands there. */
export const entryOf = (id: string, { lead, core, separator, after }: Item): Entry => ({
  id,
  lead: [lead],
  core: [core],
  separator,
  after: [after],
});

/** An item that all three sides have. */
export function mergeItem(id: string, items: Three<Item>, merging: Merging): Entry {
  const { base, ours, theirs } = items;
  const name = ours.identity.label;
  const each = (part: 'lead' | 'after') =>
    mergeText({ base: base[part], ours: ours[part], theirs: theirs[part] }, name);
  return {
    id,
    lead: each('lead'),
    ...innerLead(ours, theirs),
    core: merging.nodes({ base: base.node, ours: ours.node, theirs: theirs.node }, name),
    separator: pick({
      base: base.separator,
      ours: ours.separator,
      theirs: theirs.separator,
    }),
    after: each('after'),
  };
}

/** A first item has no blank line before it; should it be first no more, the other side has one. */
function innerLead(ours: Item, theirs: Item): { readonly innerLead?: string } {
  if (ours.isFirst === theirs.isFirst || (ours.lead + theirs.lead).trim() !== '') return {};
  return { innerLead: ours.isFirst ? theirs.lead : ours.lead };
}

/** Puts a merged list together: its entries, with separators between them and line ends kept. */
export function compose(
  entries: readonly Entry[],
  lists: Three<Items>,
  matched: Matched,
  { separator }: List,
): Part[] {
  const last = entries.findLast(({ lead, core }) => readAs([...lead, ...core], 'ours') !== '');
  const edges = edgesOf(lists, last === undefined);
  const texts = (part: 'head' | 'tail') =>
    mergeText({ base: edges.base[part], ours: edges.ours[part], theirs: edges.theirs[part] });
  const isTight = tightJunctions(matched);
  const hasFinal = hasFinalSeparator(lists);
  const parts: Part[] = texts('head');
  // A comment behind an item stands in what follows it; `//` in its own text may be a string's.
  let before = '';
  let previous: Entry | undefined;
  for (const entry of entries) {
    const { id, core, separator: own, after } = entry;
    const lead =
      previous === undefined || entry.innerLead === undefined ? entry.lead : [entry.innerLead];
    const start = readAs([...lead, ...core], 'ours');
    const gap =
      previous === undefined || /^\s/.test(start) || start === '' || isTight(previous.id, id)
        ? ''
        : gapAfter(before, separator);
    const isLast = entry === last;
    const sign = own === undefined ? '' : signOf(own, separator, isLast, hasFinal, after);
    parts.push(gap, ...lead, ...core, sign, ...after);
    if (start === '') continue;
    before = readAs(own === undefined ? core : after, 'ours');
    previous = entry;
  }
  const tail = texts('tail');
  const isOpenComment = /\/\/[^\n]*$/.test(before) && !readAs(tail, 'ours').startsWith('\n');
  return [...parts, isOpenComment && separator !== '' ? '\n' : '', ...tail];
}

/** A list without items has no layout of its own: it takes that of another, or gives its own. */
function edgesOf(lists: Three<Items>, isEmpty: boolean): Three<Items> {
  const isBare = ({ items, tail }: Items) => items.length === 0 && tail.trim() === '';
  const all = [lists.ours, lists.theirs, lists.base];
  const model = all.find((list) => isBare(list) === isEmpty);
  const edge = (list: Items) => (model === undefined || isBare(list) === isEmpty ? list : model);
  return { base: edge(lists.base), ours: edge(lists.ours), theirs: edge(lists.theirs) };
}

/** What parts two items that no side has next to each other. */
function gapAfter(before: string, separator: List['separator']): string {
  if (/\/\/[^\n]*$/.test(before) || separator === '') return /\s$/.test(before) ? '' : '\n';
  return /\s$/.test(before) ? '' : ' ';
}

function signOf(
  own: string,
  separator: List['separator'],
  isLast: boolean,
  hasFinal: boolean,
  after: readonly Part[],
): string {
  if (isLast && !hasFinal) return own.replace(/[;,]$/, '');
  if (own !== '' || separator === '') return own;
  const isNeeded = isLast || separator === ',' || !readAs(after, 'ours').includes('\n');
  return isNeeded ? separator : '';
}

function hasFinalSeparator({ base, ours, theirs }: Three<Items>): boolean {
  const finals = [base, ours, theirs].map(({ items }) => {
    const last = items.at(-1);
    return last === undefined ? undefined : last.separator !== '';
  });
  const [before, mine, now] = finals;
  return pick({ base: before, ours: mine ?? now, theirs: now ?? mine }) ?? false;
}

/** Whether a side has two items next to each other with nothing between them. */
function tightJunctions(matched: Matched): (one: string, other: string) => boolean {
  const tight = new Set<string>();
  for (const side of [matched.ours, matched.theirs]) {
    const items = [...side];
    for (const [index, [id, item]] of items.entries()) {
      const before = items[index - 1];
      if (before !== undefined && before[1].after === '' && !/^\s/.test(item.lead + item.core))
        tight.add(`${before[0]}\n${id}`);
    }
  }
  return (one, other) => tight.has(`${one}\n${other}`);
}
