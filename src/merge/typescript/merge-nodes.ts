import { ts } from 'ts-morph';
import { type Three, mergeText } from '../merge-lines.ts';
import type { Part } from '../part.ts';
import { compose } from './entry.ts';
import { splitItems } from './items.ts';
import { alignLayout } from './layout.ts';
import { type List, listOf } from './lists.ts';
import { matchItems } from './match-items.ts';
import { mergeCollection } from './merge-collection.ts';
import { mergeSequence } from './merge-sequence.ts';
import type { Merging } from './merging.ts';
import { endOf, startOf, textOf } from './parse.ts';

/**
 * Merges three forms of a node: the lists inside item by item, what stands round them as text.
 * Nodes that differ in how many lists they have are merged as text altogether.
 */
export function mergeNodes(nodes: Three<ts.Node>, name: string, merging: Merging): Part[] {
  const texts = each(nodes, textOf);
  const { base, ours, theirs } = texts;
  // Which specifiers of an import stay does not depend on the import alone.
  if (merging.shortcuts && !ts.isImportDeclaration(nodes.ours)) {
    if (ours === base) return [theirs];
    if (theirs === base || ours === theirs) return [ours];
  }
  const lists = each(nodes, (node) => listsIn(node));
  if (!isSameShape(lists)) return mergeText(texts, name);
  const parts: Part[] = [];
  const ends: Record<keyof typeof nodes, number> = { ...each(nodes, startOf) };
  for (const [index, inBase] of lists.base.entries()) {
    const [inOurs, inTheirs] = [lists.ours[index], lists.theirs[index]];
    if (inOurs === undefined || inTheirs === undefined) continue;
    const here = { base: inBase, ours: inOurs, theirs: inTheirs };
    const glue = (side: keyof typeof here) =>
      here[side].list.text.slice(ends[side], here[side].list.start);
    parts.push(
      ...mergeText({ base: glue('base'), ours: glue('ours'), theirs: glue('theirs') }, name),
      ...mergeList(
        each(here, ({ list }) => list),
        merging,
      ),
    );
    for (const side of ['base', 'ours', 'theirs'] as const) ends[side] = here[side].list.end;
  }
  const rest = (side: keyof typeof nodes) =>
    nodes[side].getSourceFile().text.slice(ends[side], endOf(nodes[side]));
  parts.push(
    ...mergeText({ base: rest('base'), ours: rest('ours'), theirs: rest('theirs') }, name),
  );
  return parts;
}

/** Merges the items of a list, the text between its brackets. */
export function mergeList(lists: Three<List>, merging: Merging): Part[] {
  const items = alignLayout(each(lists, splitItems));
  const { separator } = lists.ours;
  const isSequence = [lists.base, lists.ours, lists.theirs].some((list) => list.isSequence);
  const matched = matchItems(
    each(items, (side) => side.items),
    isSequence,
  );
  const entries = isSequence
    ? mergeSequence(matched, merging, separator)
    : mergeCollection(matched, merging);
  return compose(entries, items, matched, lists.ours);
}

interface Inner {
  readonly kind: ts.SyntaxKind;
  readonly list: List;
}

/** The outermost lists inside a node, in the order of the text. */
function listsIn(node: ts.Node): Inner[] {
  const list = listOf(node);
  if (list !== undefined) return [{ kind: node.kind, list }];
  const found: Inner[] = [];
  ts.forEachChild(node, (child) => {
    found.push(...listsIn(child));
  });
  return found;
}

const isSameShape = ({ base, ours, theirs }: Three<readonly Inner[]>): boolean =>
  [ours, theirs].every(
    (side) =>
      side.length === base.length && side.every(({ kind }, index) => kind === base[index]?.kind),
  );

const each = <From, To>(
  { base, ours, theirs }: Three<From>,
  map: (form: From) => To,
): Three<To> => ({
  base: map(base),
  ours: map(ours),
  theirs: map(theirs),
});
