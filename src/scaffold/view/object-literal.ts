import { propertyName } from '../encode.ts';

/** A member of an object literal that may be nested: `meta.total`. */
export interface LiteralMember {
  readonly path: readonly string[];
  /** A TypeScript expression. */
  readonly expression: string;
  /** Leaves the member out unless this expression is true. */
  readonly when?: string;
}

/** Prints `{ data: page.items, meta: { total } }` from members and the paths they stand at. */
export function objectLiteral(members: readonly LiteralMember[]): string {
  const names = [...new Set(members.map(({ path }) => path[0] ?? ''))];
  const parts = names.map((name) =>
    printMember(
      name,
      members.filter(({ path }) => path[0] === name),
    ),
  );
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function printMember(name: string, members: readonly LiteralMember[]): string {
  const key = propertyName(name);
  const inner = members.filter(({ path }) => path.length > 1);
  const leaf = members.find(({ path }) => path.length === 1);
  // What is in it says more than that it is there.
  if (!leaf || inner.length > 0)
    return `${key}: ${objectLiteral(inner.map(({ path, ...member }) => ({ ...member, path: path.slice(1) })))}`;
  const printed = key === leaf.expression ? key : `${key}: ${leaf.expression}`;
  return leaf.when === undefined ? printed : `...(${leaf.when} && { ${printed} })`;
}
