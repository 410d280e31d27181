import { define, isExtension, isObject, type Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import { closest } from './closest.ts';
import { anything, empty, isEmptyList, nounOf, type Reader } from './readers.ts';
import type { Reading } from './reading.ts';

export type Fields = Readonly<Record<string, Reader>>;

interface ObjectOptions {
  /** Members that something else reads, and so are no surprise here. */
  readonly elsewhere?: readonly string[];
}

/**
 * An object with known members. Members that are not known are left out with a finding; an object
 * of which no member is known is something else, and that is an error.
 */
export function object(
  noun: string,
  fields: Fields,
  { elsewhere = [] }: ObjectOptions = {},
): Reader<Members> {
  const known = new Map(Object.entries(fields));
  const others = new Set(elsewhere);
  const names = [...known.keys(), ...others];
  return (from, reading) => {
    const place = reading.follow(from);
    if (!place) return undefined;
    if (!isObject(place.value) && !isEmptyList(place, reading)) {
      const message = `${noun} should be an object, not ${nounOf(place.value)}. Correct it.`;
      reading.findings.error('SW1202', place, message);
      return undefined;
    }
    const result: Members = {};
    reading.note(result, place);
    const strangers: Place[] = [];
    let familiar = 0;
    for (const child of place.children) {
      const { token, value } = child;
      const read = known.get(token);
      if (!read && !others.has(token) && !isExtension(token)) {
        strangers.push(child);
        continue;
      }
      familiar += 1;
      if (others.has(token)) continue;
      const item = !read
        ? value
        : value === null && read !== anything
          ? empty(child, reading)
          : read(child, reading);
      if (item !== undefined) define(result, token, item);
    }
    if (strangers.length > 0) report(noun, place, strangers, familiar === 0, names, reading);
    return result;
  };
}

function report(
  noun: string,
  place: Place,
  strangers: readonly Place[],
  isForeign: boolean,
  names: readonly string[],
  reading: Reading,
): void {
  if (isForeign) {
    const found = strangers
      .slice(0, 4)
      .map(({ token }) => quoted(token))
      .join(', ');
    const message = `This should be ${noun.toLowerCase()}, but no member of it is known (${found}). Correct it, or the reference that leads here.`;
    reading.findings.error('SW1214', place, message);
    return;
  }
  for (const stranger of strangers) {
    const near = closest(stranger.token, names);
    const help = near === undefined ? 'Delete it, or start its name with x-.' : `Is ${near} meant?`;
    const message = `${noun} has no member ${quoted(stranger.token)}, which is left out. ${help}`;
    reading.findings.repaired('SW1214', stranger, message);
  }
}
