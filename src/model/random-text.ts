import type { Schema } from '../spec/openapi.ts';
import type { Generation } from './types.ts';

/** How a random text must look to fit a schema; nothing where that is not plain. */
export function randomFor({
  pattern,
  minLength = 0,
  maxLength = 255,
}: Schema): Generation | undefined {
  if (pattern === undefined) {
    if (minLength > 22 || maxLength < 22)
      return {
        by: 'random',
        alphabet: ALPHANUMERIC,
        length: Math.min(Math.max(minLength, 22), maxLength),
      };
    return { by: 'random' };
  }
  const match =
    /^\^?((?:[\w:-]|\\[-_.:])*?)(\[(?:[^\]\\]|\\[-_.wd])+\]|\\d|\\w)(?:\{(\d+)(?:,(\d*))?\}|([+*]))?\$?$/.exec(
      pattern,
    );
  if (!match) return undefined;
  const [, prefix = '', characters = '', low, high, repeat] = match;
  const alphabet = membersOf(characters);
  if (alphabet === '') return undefined;
  const least = low === undefined ? (repeat === undefined ? 1 : 1) : Number(low);
  const most =
    repeat !== undefined || high === '' ? 255 : high === undefined ? least : Number(high);
  const room = maxLength - prefix.length;
  const length = Math.min(Math.max(least, Math.min(20, most)), room);
  return length < least || length < 1
    ? undefined
    : { by: 'random', prefix: prefix.replace(/\\/g, ''), alphabet, length };
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The letters and digits of a character class; of letters in both cases the small ones, which are the
 * same where case does not count, and where another path takes no others.
 */
function membersOf(characters: string): string {
  try {
    const expression = new RegExp(`^${characters}$`);
    const members = [...ALPHANUMERIC].filter((character) => expression.test(character));
    const small = members.filter((character) => !/[A-Z]/.test(character));
    return (small.length >= 26 ? small : members).join('');
  } catch {
    // Not a class of ECMA-262: then nothing is known of it.
    return '';
  }
}
