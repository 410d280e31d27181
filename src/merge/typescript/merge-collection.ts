import { ts } from 'ts-morph';
import { type Three, mergeText } from '../merge-lines.ts';
import { type Part, conflict, readAs } from '../part.ts';
import { sameTokens } from '../tokens.ts';
import { type Entry, entryOf, mergeItem } from './entry.ts';
import { importedNames, namedImports } from './import-names.ts';
import { type Item, itemText } from './items.ts';
import type { Matched } from './match-items.ts';
import type { Merging } from './merging.ts';
import { mergeOrder } from './order.ts';
import { parse } from './parse.ts';

/** Merges a list whose items stand for themselves: declarations, members, keys, tests. */
export function mergeCollection(matched: Matched, merging: Merging): Entry[] {
  const { base, ours, theirs } = matched;
  const fates = new Map<string, Entry>();
  for (const id of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    const entry = decide(
      id,
      { base: base.get(id), ours: ours.get(id), theirs: theirs.get(id) },
      merging,
    );
    if (entry !== undefined) fates.set(id, entry);
  }
  const order = mergeOrder(
    { base: [...base.keys()], ours: [...ours.keys()], theirs: [...theirs.keys()] },
    (id) => fates.has(id),
  );
  return order.flatMap((id) => fates.get(id) ?? []);
}

function decide(id: string, items: Three<Item | undefined>, merging: Merging): Entry | undefined {
  const { base, ours, theirs } = items;
  const present = ours ?? theirs;
  if (present !== undefined && namedImports(present.node) !== undefined)
    return mergeImport(id, items, present, merging);
  if (base !== undefined && ours !== undefined && theirs !== undefined)
    return isUnused(ours, merging)
      ? withoutItem(id, undefined, theirs)
      : mergeItem(id, { base, ours, theirs }, merging);
  if (base !== undefined && ours !== undefined) return noLongerGenerated(id, base, ours, merging);
  if (base !== undefined && theirs !== undefined) return deletedByHand(id, base, theirs, merging);
  if (ours !== undefined && theirs !== undefined) return bothAdded(id, ours, theirs);
  if (ours !== undefined) return entryOf(id, ours);
  if (theirs === undefined) return undefined;
  return isUnused(theirs, merging) ? withoutItem(id, undefined, theirs) : entryOf(id, theirs);
}

/** An import and its specifiers; a side without it is a side that imports nothing from there. */
function mergeImport(
  id: string,
  { base, ours, theirs }: Three<Item | undefined>,
  present: Item,
  merging: Merging,
): Entry | undefined {
  const empty = withoutSpecifiers(present, merging.path);
  if (empty === undefined) return entryOf(id, present);
  const entry = mergeItem(
    id,
    { base: base ?? empty, ours: ours ?? empty, theirs: theirs ?? empty },
    merging,
  );
  const isEmpty = /^import\s+(?:type\s+)?\{\s*\}/.test(readAs(entry.core, 'ours'));
  const wasEmpty = [ours, theirs].some((item) => item !== undefined && isBare(item));
  return isEmpty && !wasEmpty ? withoutItem(id, undefined, present) : entry;
}

const isBare = (item: Item): boolean => namedImports(item.node)?.elements.length === 0;

function withoutSpecifiers(item: Item, path: string): Item | undefined {
  const list = namedImports(item.node);
  const from = item.node.getStart();
  if (list === undefined) return undefined;
  const at = [list.getStart() - from, list.end - from] as const;
  const core = `${item.core.slice(0, at[0])}{}${item.core.slice(at[1])}`;
  const node = parse(path, core)?.statements[0];
  return node && { ...item, core, node };
}

/**
 * What a person edited stays though it is generated no more, and so does what their code uses. Code
 * that they edited is for them to decide: most often its operation is gone, and what it needs too.
 */
function noLongerGenerated(
  id: string,
  base: Item,
  ours: Item,
  { imports }: Merging,
): Entry | undefined {
  const isNeeded = importedNames(ours.node).some((name) => imports.kept.has(name));
  if (isSame(base, ours) && !isNeeded) return undefined;
  const { label } = ours.identity;
  if (!isSame(base, ours) && isCode(ours.node)) {
    const both = conflict(ours.lead + ours.core, base.lead + base.core, '', label);
    return { ...entryOf(id, ours), lead: [], core: [both] };
  }
  const message = isSame(base, ours)
    ? `What is generated needs ${label} no more, but your code uses it. Its import is kept.`
    : `${label} is no longer generated, and you have edited it. It is kept.`;
  const remark: Part = { kind: 'remark', message, dropped: '' };
  const entry = entryOf(id, ours);
  return { ...entry, core: [remark, ...entry.core] };
}

/** What does an operation's work: a function, a method, or a call that is given one. */
const isCode = (node: ts.Node): boolean =>
  ts.isFunctionDeclaration(node) ||
  ts.isMethodDeclaration(node) ||
  (ts.isExpressionStatement(node) &&
    ts.isCallExpression(node.expression) &&
    node.expression.arguments.some((argument) => ts.isFunctionLike(argument)));

/** What a person deleted stays deleted. */
function deletedByHand(
  id: string,
  base: Item,
  theirs: Item,
  { imports }: Merging,
): Entry | undefined {
  if (importedNames(theirs.node).some((name) => imports.restored.has(name)))
    return entryOf(id, theirs);
  if (isSame(base, theirs)) return undefined;
  const message = `${theirs.identity.label} was deleted by hand and stays deleted, though it is generated differently now.`;
  return withoutItem(id, message, theirs);
}

/** Exported for lists whose order counts: there too a name is added once. */
export function bothAdded(id: string, ours: Item, theirs: Item): Entry {
  const entry = entryOf(id, ours);
  const name = ours.identity.label;
  if (sameTokens(ours.core, theirs.core)) {
    const lead = mergeText({ base: '', ours: ours.lead, theirs: theirs.lead }, name);
    return { ...entry, lead: theirs.lead.trim() === '' ? entry.lead : lead };
  }
  if (ours.lead.trim() + theirs.lead.trim() === '')
    return { ...entry, core: [conflict(ours.core, '', theirs.core, name)] };
  const both = conflict(ours.lead + ours.core, '', theirs.lead + theirs.core, name);
  return { ...entry, lead: [], core: [both] };
}

const isSame = (one: Item, other: Item): boolean =>
  sameTokens(one.core, other.core) &&
  sameTokens(one.lead, other.lead) &&
  sameTokens(one.after, other.after);

const isUnused = ({ node }: { readonly node: ts.Node }, { imports }: Merging): boolean => {
  const names = importedNames(node);
  return names.length > 0 && names.every((name) => imports.unused.has(name));
};

/** An item that is left out on purpose. */
function withoutItem(id: string, message: string | undefined, item: Item): Entry {
  const remark: Part = { kind: 'remark', message, dropped: itemText(item) };
  return { id, lead: [], core: [remark], separator: undefined, after: [] };
}
