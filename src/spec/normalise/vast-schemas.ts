import { isObject } from '../json.ts';
import type { Schema } from '../openapi.ts';
import type { Reading } from './reading.ts';
import { SCHEMA_PREFIX } from '../schema-reference.ts';

/** Keywords that apply further schemas to the same value (JSON Schema 2020-12, core, section 10.2). */
const IN_PLACE = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

/** How many schemas one may apply to the same value, all told: in 50 public descriptions, 95 is the most. */
const MOST_PARTS = 10_000;

/** How long a chain of schemas may be of which each applies the next to the same value. */
const LONGEST_CHAIN = 200;

interface Composition {
  readonly parts: number;
  readonly chain: number;
}

const NOTHING: Composition = { parts: 0, chain: 0 };

const together = (one: Composition, other: Composition): Composition => ({
  parts: one.parts + other.parts,
  chain: Math.max(one.chain, other.chain),
});

/**
 * Refuses schemas that are composed of too many: forty that each extend the next one twice are a
 * million million parts. Says whether there are none.
 */
export function refuseVastSchemas(
  schemas: ReadonlyMap<string, Schema | boolean>,
  reading: Reading,
): boolean {
  const known = new Map<string, Composition>();
  const compositionOf = (node: unknown, hops: number): Composition => {
    if (!isObject(node)) return NOTHING;
    const parts = IN_PLACE.flatMap((keyword) => [node[keyword] ?? []].flat() as unknown[]);
    const target = typeof node.$ref === 'string' ? ofReference(node.$ref, hops) : NOTHING;
    const { parts: inside, chain } = parts
      .map((part) => compositionOf(part, hops))
      .reduce(together, target);
    return { parts: inside + 1, chain };
  };
  const ofReference = (reference: string, hops: number): Composition => {
    const name = reference.slice(SCHEMA_PREFIX.length);
    const found = known.get(name);
    if (found !== undefined || hops > LONGEST_CHAIN) return found ?? { parts: 0, chain: hops };
    // A circle is told elsewhere, and counts as nothing here.
    known.set(name, NOTHING);
    const { parts, chain } = compositionOf(schemas.get(name), hops + 1);
    const composition = { parts, chain: chain + 1 };
    known.set(name, composition);
    return composition;
  };
  for (const [name, schema] of schemas) {
    const { parts, chain } = ofReference(`${SCHEMA_PREFIX}${name}`, 0);
    if (parts <= MOST_PARTS && chain <= LONGEST_CHAIN) continue;
    const place = typeof schema === 'object' ? reading.placeOf(schema) : undefined;
    const message = `This schema is composed of more than ${MOST_PARTS} others, or by more than ${LONGEST_CHAIN} steps. Let it extend fewer.`;
    if (place) reading.findings.error('SW1006', place, message);
    return false;
  }
  return true;
}
