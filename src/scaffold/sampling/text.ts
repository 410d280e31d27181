import type { Schema } from '../../spec/openapi.ts';
import { formatted } from './formats.ts';
import { matches, matching } from './pattern.ts';
import { Random } from './random.ts';
import { numbered, wordFor } from './words.ts';

/**
 * A realistic text for a schema, another one for each seed; the validator has the last word.
 *
 * @param attempt tells one attempt from the next where chance is asked
 */
export function sampleText(
  schema: Schema,
  name: string,
  seed: number,
  hint: string | undefined,
  attempt: number,
): string | undefined {
  for (const text of candidates(schema, name, seed, hint, new Random(`${attempt} ${name}`, seed))) {
    if (fits(schema, text)) return text;
  }
  return undefined;
}

/** Names of what patterns often describe in place of a format. */
const MOMENT = /(?:date|time|_at|At|_on|On)$/;

/** How often a pattern is tried: length and format ask for their part, too. */
const TRIES = 20;

/** Ways of making a text, the most realistic first. */
function* candidates(
  schema: Schema,
  name: string,
  seed: number,
  hint: string | undefined,
  random: Random,
): Generator<string> {
  const format = schema.contentEncoding === 'base64' ? 'byte' : schema.format;
  const word = wordFor(name, seed);
  if (hint !== undefined && seed === 0) yield hint;
  const made = format === undefined ? undefined : formatted(format, seed, random);
  if (made !== undefined) yield made;
  else {
    if (hint !== undefined) yield numbered(hint, seed + 1);
    const moments =
      MOMENT.test(name) && schema.pattern !== undefined ? ['date-time', 'date', 'time'] : [];
    for (const moment of moments) yield formatted(moment, seed, random) ?? '';
    yield word;
  }
  for (let count = 0; schema.pattern !== undefined && count < TRIES; count++) {
    const text = matching(schema.pattern, random);
    if (text !== undefined) yield text;
  }
  for (const text of [word, letters(seed)]) yield sized(schema, text, seed);
  yield letters(seed);
}

/** a, b … z, ba, bb: short, and distinct. */
function letters(seed: number): string {
  const last = String.fromCharCode(97 + (seed % 26));
  return seed < 26 ? last : letters(Math.floor(seed / 26)) + last;
}

/** Filled up or cut to the length that a schema asks for, ending in what tells it from others. */
function sized(schema: Schema, text: string, seed: number): string {
  const { minLength = 0, maxLength = Infinity } = schema;
  const wanted = Math.min(Math.max(lengthOf(text), minLength), maxLength, 100_000);
  const mark = letters(seed);
  if (wanted <= mark.length) return mark.slice(mark.length - wanted);
  if (lengthOf(text) === wanted) return text;
  return text.padEnd(wanted, ' and on').slice(0, wanted - mark.length) + mark;
}

/** JSON Schema counts characters, not UTF-16 units (2020-12, validation, section 6.3.1). */
const lengthOf = (text: string): number => [...text].length;

function fits({ minLength = 0, maxLength = Infinity, pattern }: Schema, text: string): boolean {
  const length = lengthOf(text);
  return (
    length >= minLength && length <= maxLength && (pattern === undefined || matches(pattern, text))
  );
}
