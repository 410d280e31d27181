import type { Schema } from '../spec/openapi.ts';

type Schemas = Readonly<Record<string, Schema | boolean>>;

/**
 * Remembers what was found out of a schema: descriptions are read many times over, and those that
 * refer to themselves, or that branch at every step, would take for ever.
 */
export function remembered<Result>(
  compute: (schema: Schema, schemas: Schemas) => Result,
  meanwhile: Result,
): (schema: Schema, schemas: Schemas) => Result {
  const known = new WeakMap<Schemas, WeakMap<Schema, Result>>();
  return (schema, schemas) => {
    const own = known.get(schemas) ?? new WeakMap<Schema, Result>();
    known.set(schemas, own);
    const found = own.get(schema);
    if (found !== undefined) return found;
    // What a schema finds of itself while it is being read.
    own.set(schema, meanwhile);
    const result = compute(schema, schemas);
    own.set(schema, result);
    return result;
  };
}

/** Works something out once for each thing, and keeps it as long as the thing is there. */
export function onceFor<Thing extends object, Result>(
  compute: (thing: Thing) => Result,
): (thing: Thing) => Result {
  const known = new WeakMap<Thing, { readonly result: Result }>();
  return (thing) => {
    const found = known.get(thing) ?? { result: compute(thing) };
    known.set(thing, found);
    return found.result;
  };
}
