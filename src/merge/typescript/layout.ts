import type { Three } from '../merge-lines.ts';
import type { Item, Items } from './items.ts';
import { pick } from './merging.ts';

type Layout = 'one line' | 'lines';

/**
 * Gives lists of one line and lists of several the layout of the side that changed it, so that a
 * formatter's line breaks are no change of the items.
 */
export function alignLayout(lists: Three<Items>): Three<Items> {
  const layouts = {
    base: layoutOf(lists.base),
    ours: layoutOf(lists.ours),
    theirs: layoutOf(lists.theirs),
  };
  const known = Object.values(layouts).filter((layout) => layout !== undefined);
  if (new Set(known).size < 2) return lists;
  const wanted = layouts.base === undefined ? 'lines' : pick({ ...layouts, ...orBase(layouts) });
  const model = [lists.ours, lists.theirs, lists.base].find((list) => layoutOf(list) === wanted);
  if (model === undefined || wanted === undefined) return lists;
  const align = (list: Items) =>
    layoutOf(list) === undefined || layoutOf(list) === wanted ? list : relaid(list, model, wanted);
  return { base: align(lists.base), ours: align(lists.ours), theirs: align(lists.theirs) };
}

const orBase = ({ base, ours, theirs }: Three<Layout | undefined>) => ({
  ours: ours ?? base,
  theirs: theirs ?? base,
});

function layoutOf({ head, items, tail }: Items): Layout | undefined {
  if (items.length === 0) return undefined;
  return head.endsWith('\n') && /\n[^\S\n]*$/.test(`\n${tail}`) ? 'lines' : 'one line';
}

function relaid(list: Items, model: Items, wanted: Layout): Items {
  const indent = /[^\S\n]*$/.exec(model.items[0]?.lead ?? '')?.[0] ?? '';
  const isLines = wanted === 'lines';
  const blank = (text: string, instead: string) => (text.trim() === '' ? instead : text);
  return {
    head: blank(list.head, isLines ? '\n' : ''),
    items: list.items.map((item, index): Item => ({
      ...item,
      lead: blank(item.lead, isLines ? indent : index === 0 ? (model.items[0]?.lead ?? '') : ' '),
      after: blank(item.after, isLines ? '\n' : ''),
      separator:
        index === list.items.length - 1 ? (model.items.at(-1)?.separator ?? '') : item.separator,
    })),
    tail: blank(list.tail, model.tail),
  };
}
