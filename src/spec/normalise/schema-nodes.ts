import { isObject, type Members } from '../json.ts';
import type { Schema } from '../openapi.ts';

/** Keywords whose values are no schemas. */
const DATA: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'example', 'examples']);

/**
 * Every schema of a normalised document, each once.
 *
 * @param document what holds schemas besides those that have names
 */
export function* schemaNodes(
  { paths, webhooks }: Members,
  schemas: ReadonlyMap<string, Schema | boolean>,
): Generator<Members, void, undefined> {
  const seen = new Set<object>();
  const pending: unknown[] = [...schemas.values(), ...inlineSchemas([paths, webhooks])];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (isObject(node)) yield node;
    for (const keyword of Object.keys(node)) {
      const member = (node as Members)[keyword];
      if (typeof member !== 'object' || member === null || DATA.has(keyword)) continue;
      pending.push(keyword === 'properties' ? listOf(member) : member);
    }
  }
}

/** The schemas of parameters, headers and bodies. */
function inlineSchemas(roots: readonly unknown[]): unknown[] {
  const found: unknown[] = [];
  for (const node of objectsIn(roots))
    for (const name of ['schema', 'itemSchema']) if (isObject(node[name])) found.push(node[name]);
  return found;
}

/** The media types by name that operations take and answer. */
export function contentsOf({ paths, webhooks }: Members): Members[] {
  return [...objectsIn([paths, webhooks])].flatMap(({ content }) =>
    isObject(content) ? [content] : [],
  );
}

/** Every object outside of schemas, examples and extensions. */
function* objectsIn(roots: readonly unknown[]): Generator<Members, void, undefined> {
  const seen = new Set<object>();
  const pending = [...roots];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (isObject(node)) yield node;
    for (const name of Object.keys(node)) {
      const member = (node as Members)[name];
      if (typeof member === 'object' && member !== null && !isApart(name)) pending.push(member);
    }
  }
}

const isApart = (name: string): boolean =>
  name === 'schema' || name === 'itemSchema' || name.startsWith('x-') || name.startsWith('example');

/** Properties may be named like keywords. */
const listOf = (properties: unknown): unknown[] =>
  isObject(properties) ? Object.values(properties) : [];
