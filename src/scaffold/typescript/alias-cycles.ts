import type { Schema } from '../../spec/openapi.ts';
import { referenceTo } from './component-reference.ts';

type Schemas = Readonly<Record<string, Schema | boolean>>;

const known = new WeakMap<Schemas, ReadonlySet<string>>();

/**
 * Components that are, by `$ref` and composition alone, defined by themselves: `A: { $ref: B }` with
 * `B: { $ref: A }`. They accept anything or never end (JSON Schema 2020-12, core, section 9.4.1), and
 * TypeScript refuses such aliases. References through members and items are no such case.
 */
export function endlessAliases(schemas: Schemas): ReadonlySet<string> {
  const found = known.get(schemas);
  if (found) return found;
  const next = new Map(Object.entries(schemas).map(([name, schema]) => [name, sameLevel(schema)]));
  const endless = new Set([...next.keys()].filter((name) => reaches(name, name, next)));
  known.set(schemas, endless);
  return endless;
}

/** Components that a schema names without an array or an object in between. */
function sameLevel(schema: Schema | boolean): string[] {
  if (typeof schema === 'boolean') return [];
  const own = referenceTo(schema);
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [...(own === undefined ? [] : [own]), ...parts.flatMap(sameLevel)];
}

function reaches(from: string, to: string, next: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const pending = [...(next.get(from) ?? [])];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    pending.push(...(next.get(name) ?? []));
  }
  return false;
}
