import type { Schema } from '../../spec/openapi.ts';
import type { TextCache } from '../../workspace/run-cache.ts';
import { schemaDigest } from './schema-digest.ts';
import type { Schemas } from './usage.ts';

const caches = new WeakMap<Schemas, TextCache>();

/** From now on, samples of these components are taken from a cache where it has them. */
export function rememberSamples(schemas: Schemas, cache: TextCache): void {
  caches.set(schemas, cache);
}

/**
 * What `make` makes, which depends on nothing but `how`, a schema and the components that it
 * reaches; made once, and then remembered. It must be JSON or undefined.
 */
export function remembered<Value>(
  schema: Schema | boolean,
  schemas: Schemas,
  how: readonly unknown[],
  make: () => Value,
): Value {
  const cache = caches.get(schemas);
  if (cache === undefined) return make();
  const key = ['sample', ...how.map((one) => JSON.stringify(one)), schemaDigest(schema, schemas)];
  const known = cache.get(key.join('\0'));
  // Only this function writes these keys, and it writes what it made.
  if (known !== undefined) return (known === '' ? undefined : JSON.parse(known)) as Value;
  const value = make();
  cache.set(key.join('\0'), value === undefined ? '' : JSON.stringify(value));
  return value;
}
