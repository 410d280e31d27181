import { hash } from 'node:crypto';
import type { Schema } from '../../spec/openapi.ts';
import type { Schemas } from './usage.ts';

interface Own {
  readonly hash: string;
  /** Components that it names. */
  readonly names: readonly string[];
}

/** What is known of the schemas of one description. */
class Digests {
  readonly #schemas: Schemas;
  readonly #components = new Map<string, Own>();
  readonly #bySchema = new WeakMap<Schema, string>();
  /** Most are references, of which each stands in many places. */
  readonly #byText = new Map<string, string>();

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  of(schema: Schema | boolean): string {
    if (typeof schema === 'boolean') return this.#ofText(String(schema));
    const known = this.#bySchema.get(schema);
    if (known !== undefined) return known;
    const digest = this.#ofText(JSON.stringify(schema));
    this.#bySchema.set(schema, digest);
    return digest;
  }

  #ofText(text: string): string {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const root = read(text);
    const reached = new Set<string>();
    const open = [...root.names];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (reached.has(name) || !Object.hasOwn(this.#schemas, name)) continue;
      reached.add(name);
      open.push(...this.#component(name).names);
    }
    const parts = [...reached]
      .sort()
      .map((name) => `${JSON.stringify(name)} ${this.#component(name).hash}`);
    const digest = hash('sha256', [root.hash, ...parts].join('\n'));
    this.#byText.set(text, digest);
    return digest;
  }

  #component(name: string): Own {
    const own = this.#components.get(name) ?? read(JSON.stringify(this.#schemas[name] ?? true));
    this.#components.set(name, own);
    return own;
  }
}

const known = new WeakMap<Schemas, Digests>();
const REFERENCE = /"#\/components\/schemas\/((?:[^"\\]|\\.)*)"/g;

/** A hash of a schema and of every component that it reaches: all that decides what is valid. */
export function schemaDigest(schema: Schema | boolean, schemas: Schemas): string {
  const digests = known.get(schemas) ?? new Digests(schemas);
  known.set(schemas, digests);
  return digests.of(schema);
}

/** Any text that could be a reference counts as one: too much is hashed at worst. */
function read(text: string): Own {
  const names = [...text.matchAll(REFERENCE)].map(
    ([, name = '']) => JSON.parse(`"${name}"`) as string,
  );
  return { hash: hash('sha256', text), names: [...new Set(names)] };
}
