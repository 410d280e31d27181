import type { JsonValue } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { isJsonArray } from './json.ts';
import type { Maker, Place } from './place.ts';

/** A list with as many items as a schema asks for, and a few more where optional parts are wanted. */
export function sampleArray(maker: Maker, schema: Schema, place: Place): JsonValue | undefined {
  const { prefixItems = [], items = true, minItems = 0, maxItems = Infinity, contains } = schema;
  const hints = isJsonArray(place.hint) ? place.hint : [];
  const schemas = (index: number): Schema | boolean => prefixItems[index] ?? items;
  const wanted = wantedItems(maker, schema, place, hints.length);
  const result: JsonValue[] = [];
  for (let index = 0; index < wanted; index++) {
    const hint = hints[index];
    const { hint: _outer, ...outer } = place;
    const inner: Place = {
      ...outer,
      depth: place.depth + 1,
      seed: place.seed + (hint === undefined ? index : 0),
      ...(hint !== undefined && { hint }),
    };
    const item = maker.value(
      index === 0 && contains !== undefined && prefixItems.length === 0
        ? { allOf: [contains, schemas(index)] }
        : schemas(index),
      inner,
    );
    if (item === undefined) break;
    result.push(item);
  }
  return result.length < Math.min(minItems, maxItems) ? undefined : result;
}

function wantedItems(maker: Maker, schema: Schema, place: Place, hinted: number): number {
  const { prefixItems = [], items = true, minItems = 0, maxItems = Infinity, contains } = schema;
  const least = Math.max(minItems, contains === undefined ? 0 : 1);
  const isClosed = items === false || maker.isRecursive(items, place);
  const isList = typeof items === 'object' && prefixItems.length === 0;
  const generous = !maker.isGenerous(place)
    ? 0
    : isClosed
      ? prefixItems.length
      : hinted > 0
        ? hinted
        : isList
          ? 2
          : 1;
  return Math.min(
    Math.max(least, generous, prefixItems.length > 0 && place.depth === 0 ? 1 : 0),
    maxItems,
    1000,
  );
}
