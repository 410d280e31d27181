import { isObject } from '../json.ts';
import type { Schema } from '../openapi.ts';
import { tokensOf } from '../pointer.ts';
import type { Place } from '../read/place.ts';
import { LeftOut, notATest } from './left-out.ts';

/** References may lead through as many others. */
const MOST_HOPS = 20;

/** The schema of a workflow's inputs, whole: what it refers to in its file is put in. @throws LeftOut */
export function inputsAt(place: Place): Schema | undefined {
  if (place.value === undefined) return undefined;
  if (!isObject(place.value))
    throw new LeftOut('SW1401', place, 'What stands at inputs must be a schema.');
  return whole(place, 0) as Schema;
}

function whole(place: Place, hops: number): unknown {
  const { value } = place;
  if (isObject(value) && typeof value.$ref === 'string') {
    const target = value.$ref.startsWith('#')
      ? tokensOf(value.$ref.slice(1)).reduce((at, token) => at.child(token), place.source.root)
      : undefined;
    if (target?.value === undefined)
      throw new LeftOut('SW1402', place, `${value.$ref} leads nowhere in this file.`);
    if (hops >= MOST_HOPS) throw notATest(place, 'The inputs refer to themselves');
    return whole(target, hops + 1);
  }
  if (Array.isArray(value)) return place.children.map((child) => whole(child, hops));
  if (!isObject(value)) return value;
  return Object.fromEntries(place.children.map((child) => [child.token, whole(child, hops)]));
}
