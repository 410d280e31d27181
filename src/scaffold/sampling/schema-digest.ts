import { hash } from 'node:crypto';
import type { Schema } from '../../spec/openapi.ts';
import type { Schemas } from './usage.ts';

interface Own {
  readonly hash: string;
  /** Components that it names. */
  readonly names: readonly string[];
}

const components = new WeakMap<Schemas, Map<string, Own>>();
const REFERENCE = /"#\/components\/schemas\/((?:[^"\\]|\\.)*)"/g;

/** A hash of a schema and of every component that it reaches: all that decides what is valid. */
export function schemaDigest(schema: Schema | boolean, schemas: Schemas): string {
  const known = components.get(schemas) ?? new Map<string, Own>();
  components.set(schemas, known);
  const ownOf = (name: string): Own => {
    const own = known.get(name) ?? read(schemas[name] ?? true);
    known.set(name, own);
    return own;
  };
  const root = read(schema);
  const reached = new Set<string>();
  const open = [...root.names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name) || !Object.hasOwn(schemas, name)) continue;
    reached.add(name);
    open.push(...ownOf(name).names);
  }
  const parts = [...reached].sort().map((name) => `${JSON.stringify(name)} ${ownOf(name).hash}`);
  return hash('sha256', [root.hash, ...parts].join('\n'));
}

/** Any text that could be a reference counts as one: too much is hashed at worst. */
function read(schema: Schema | boolean): Own {
  const text = JSON.stringify(schema);
  const names = [...text.matchAll(REFERENCE)].map(
    ([, name = '']) => JSON.parse(`"${name}"`) as string,
  );
  return { hash: hash('sha256', text), names: [...new Set(names)] };
}
