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

interface Frame {
  readonly value: object;
  readonly children: readonly unknown[];
  next: number;
  size: number;
  depth: number;
}

/**
 * Measures what a parsed value would be as a tree. Aliases make graphs, in which a few lines can
 * stand for more values than there are atoms; each object is looked at once all the same.
 */
export function measure(root: unknown): Expansion {
  const sizes = new Map<object, { size: number; depth: number }>();
  const open = new Set<object>();
  const stack: Frame[] = [];
  let members = 0;
  let written = 1;
  const push = (value: object) => {
    const children = Array.isArray(value) ? value : Object.values(value);
    if (!Array.isArray(value)) members += children.length;
    written += children.length;
    open.add(value);
    stack.push({ value, children, next: 0, size: 1, depth: 1 });
  };
  if (typeof root === 'object' && root !== null) push(root);
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    if (stack.length > MAX_DEPTH) return { members, fault: 'deep' };
    if (frame.next === frame.children.length) {
      stack.pop();
      open.delete(frame.value);
      sizes.set(frame.value, frame);
      const parent = stack.at(-1);
      if (parent) grow(parent, frame);
      if (frame.depth > MAX_DEPTH) return { members, fault: 'deep' };
      continue;
    }
    const child = frame.children[frame.next];
    frame.next += 1;
    if (typeof child !== 'object' || child === null) {
      frame.size += 1;
      continue;
    }
    if (open.has(child)) return { members, fault: 'endless' };
    const known = sizes.get(child);
    if (known) grow(frame, known);
    else push(child);
  }
  const total = typeof root === 'object' && root !== null ? (sizes.get(root)?.size ?? 1) : 1;
  return total - written > MAX_REPEATED ? { members, fault: 'large' } : { members };
}

function grow(parent: Frame, child: { size: number; depth: number }): void {
  parent.size += child.size;
  parent.depth = Math.max(parent.depth, child.depth + 1);
}
