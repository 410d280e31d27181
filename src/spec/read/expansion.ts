/** How deep collections may nest, written out or through aliases. */
export const MAX_DEPTH = 500;

/** How many values aliases may add to those that are written. */
const MAX_REPEATED = 1_000_000;

export interface Expansion {
  /** Members of all objects, each object counted once. */
  readonly members: number;
  /** What is wrong: an alias inside what it stands for, too deep, or too many repetitions. */
  readonly fault?: 'endless' | 'deep' | 'large';
}

/** An object as a tree; `open` while its children are looked at. */
interface Tree {
  size: number;
  depth: number;
  isOpen: boolean;
}

/**
 * Measures what a parsed value would be as a tree. Aliases make graphs, in which a few lines can
 * stand for more values than there are atoms; each object is looked at once all the same.
 */
export function measure(root: unknown): Expansion {
  const trees = new Map<object, Tree>();
  let members = 0;
  let written = 1;
  let fault: Expansion['fault'];

  /** Nested no deeper than what is refused, so that the stack is never short. */
  const visit = (value: object, level: number): Tree => {
    const tree = { size: 1, depth: 1, isOpen: true };
    trees.set(value, tree);
    if (level > MAX_DEPTH) fault = 'deep';
    const isList = Array.isArray(value);
    const children: readonly unknown[] = isList ? value : Object.values(value);
    if (!isList) members += children.length;
    written += children.length;
    for (let index = 0; index < children.length && fault === undefined; index += 1) {
      const child = children[index];
      if (typeof child === 'object' && child !== null) grow(tree, child, level + 1);
      else tree.size += 1;
    }
    tree.isOpen = false;
    return tree;
  };

  const grow = (tree: Tree, child: object, level: number): void => {
    const known = trees.get(child);
    if (known?.isOpen === true) {
      fault = 'endless';
      return;
    }
    const { size, depth } = known ?? visit(child, level);
    tree.size += size;
    tree.depth = Math.max(tree.depth, depth + 1);
    if (tree.depth > MAX_DEPTH) fault ??= 'deep';
  };

  const total = typeof root === 'object' && root !== null ? visit(root, 1).size : 1;
  if (fault === undefined && total - written > MAX_REPEATED) fault = 'large';
  return fault === undefined ? { members } : { members, fault };
}
