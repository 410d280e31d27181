import type { Link } from './layout.ts';

/** Groups of names that are linked to each other, the largest first; within a group in their order. */
export function components(
  names: readonly string[],
  links: readonly Pick<Link, 'from' | 'to'>[],
): string[][] {
  const near = new Map<string, string[]>(names.map((name) => [name, []]));
  for (const { from, to } of links) {
    near.get(from)?.push(to);
    near.get(to)?.push(from);
  }
  const seen = new Set<string>();
  const groups: string[][] = [];
  for (const name of names) {
    if (seen.has(name)) continue;
    const group = new Set<string>();
    const open = [name];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (group.has(next)) continue;
      group.add(next);
      open.push(...(near.get(next) ?? []));
    }
    for (const one of group) seen.add(one);
    groups.push(names.filter((one) => group.has(one)));
  }
  return groups.toSorted((one, other) => other.length - one.length);
}
