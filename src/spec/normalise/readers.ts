import { define, isExtension, isObject } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import type { Reading } from './reading.ts';

/** Turns what stands at a place into its normalised form; `undefined` leaves it out. */
export type Reader<T = unknown> = (place: Place, reading: Reading) => T | undefined;

/** Data that means nothing to the description: examples, defaults, extensions. */
export const anything: Reader = (place) => place.value;

export const text: Reader<string> = (place, reading) => {
  const { value, token } = place;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') {
    reading.findings.repaired(
      'SW1202',
      place,
      `${quoted(token)} should be text. Put it in quotes.`,
    );
    return place.source.written(place.pointer) || String(value);
  }
  const message = `${quoted(token)} should be text, not ${nounOf(value)}, and is left out. Correct it.`;
  reading.findings.repaired('SW1202', place, message);
  return undefined;
};

export const flag: Reader<boolean> = (place, reading) => {
  const { value, token } = place;
  if (typeof value === 'boolean') return value;
  const meant = value === 'true' || value === 'false';
  const rest = meant ? `Write ${value} without quotes.` : 'It is left out; correct it.';
  const message = `${quoted(token)} should be true or false, not ${nounOf(value)}. ${rest}`;
  reading.findings.repaired('SW1202', place, message);
  return meant ? value === 'true' : undefined;
};

/** A list; elements that cannot be read are left out. */
export const listOf =
  <T>(read: Reader<T>): Reader<T[]> =>
  (from, reading) => {
    const place = reading.follow(from);
    if (!place) return undefined;
    if (!Array.isArray(place.value)) {
      const message = `${quoted(from.token)} should be a list, not ${nounOf(place.value)}. Correct it.`;
      reading.findings.error('SW1202', place, message);
      return undefined;
    }
    return place.children.flatMap((child) => {
      const item = read(child, reading);
      return item === undefined ? [] : [item];
    });
  };

/** A list that does not matter so much that a description fails for it. */
export const softListOf =
  <T>(read: Reader<T>): Reader<T[]> =>
  (place, reading) => {
    if (Array.isArray(place.value)) return listOf(read)(place, reading);
    const message = `${quoted(place.token)} should be a list, not ${nounOf(place.value)}, and is left out.`;
    reading.findings.repaired('SW1202', place, message);
    return undefined;
  };

/** An object whose member names are the author's own; extensions are left out where they may stand. */
export const mapOf =
  <T>(
    read: Reader<T>,
    { extensible = false }: { readonly extensible?: boolean } = {},
  ): Reader<Record<string, T>> =>
  (from, reading) => {
    const place = followMap(from, reading);
    if (!place) return undefined;
    if (!isObject(place.value) && !isEmptyList(place, reading)) {
      const message = `${quoted(from.token)} should be an object, not ${nounOf(place.value)}. Correct it.`;
      reading.findings.error('SW1202', place, message);
      return undefined;
    }
    const result: Record<string, T> = {};
    reading.note(result, place);
    for (const child of place.children) {
      if (extensible && isExtension(child.token)) continue;
      const item = read(child, reading);
      if (item !== undefined) define(result, child.token, item);
    }
    return result;
  };

/** A map may have a member that is named `$ref`; only one that is text refers. */
export function followMap(place: Place, reading: Reading): Place | undefined {
  const { value } = place;
  return isObject(value) && typeof value.$ref === 'string' ? reading.follow(place) : place;
}

/** YAML authors leave a member empty where they mean to have none. */
export function empty(place: Place, reading: Reading): undefined {
  reading.findings.repaired(
    'SW1202',
    place,
    `${quoted(place.token)} is empty. Fill it in, or delete it.`,
  );
  return undefined;
}

/** PHP writes an object without members as an empty list, which is nothing else where an object belongs. */
export function isEmptyList(place: Place, reading: Reading): boolean {
  const { value, token } = place;
  if (!Array.isArray(value) || value.length > 0) return false;
  const message = `${quoted(token)} should be an object, not an empty list. It is taken as an empty object; write {}.`;
  reading.findings.repaired('SW1202', place, message);
  return true;
}

/** A part that may be written elsewhere and referred to (OpenAPI 3.1, section 4.8.23). */
export const referable =
  <T extends object>(kind: string, read: Reader<T>): Reader<T> =>
  (from, reading) => {
    const place = reading.follow(from);
    if (!place) return undefined;
    const node = reading.once(kind, place, () => read(place, reading));
    if (!node || place === from) return node;
    const { description, summary } = isObject(from.value) ? from.value : {};
    const own = {
      ...(typeof description === 'string' && { description }),
      ...(typeof summary === 'string' && Object.hasOwn(node, 'summary') && { summary }),
    };
    return Object.keys(own).length === 0 ? node : reading.note({ ...node, ...own }, place);
  };

/** A member that came with OpenAPI 3.2. */
export const since32 =
  <T>(read: Reader<T>): Reader<T> =>
  (place, reading) => {
    reading.usesVersion32 = true;
    return read(place, reading);
  };

export function nounOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'a number' : String(value);
}
