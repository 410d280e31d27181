import type { Schema } from '../../spec/openapi.ts';
import { formatted } from './formats.ts';
import { matches, matching } from './pattern.ts';
import { Random } from './random.ts';
import { numbered, wordFor } from './words.ts';

/** A realistic text for a schema, another one for each seed; the validator has the last word. */
export function sampleText(schema: Schema, name: string, seed: number, hint: string | undefined, attempt: number): string | undefined {
  return candidates(schema, name, seed, hint, attempt).find((text) => fits(schema, text));
}

/** Names of what patterns often describe in place of a format. */
const MOMENT = /(?:date|time|_at|At|_on|On)$/;

/** Ways of making a text, the most realistic first. */
function candidates(schema: Schema, name: string, seed: number, hint: string | undefined, attempt: number): string[] {
  const random = new Random(`${attempt} ${name}`, seed);
  const encoding = schema.contentEncoding === 'base64' ? 'byte' : schema.format;
  const own = hint === undefined ? [] : seed === 0 ? [hint] : encoding === undefined ? [numbered(hint, seed + 1)] : [];
  const format = encoding === undefined ? undefined : formatted(encoding, seed, random);
  if (format !== undefined) return [...own, format, ...fromPattern(schema, random)];
  const word = wordFor(name, seed);
  const moments = MOMENT.test(name) && schema.pattern !== undefined ? ['date-time', 'date', 'time'].map((moment) => formatted(moment, seed, random) ?? '') : [];
  return [...own, ...moments, word, ...fromPattern(schema, random), ...[word, letters(seed)].map((text) => sized(schema, text, seed)), letters(seed)];
}

/** A pattern is tried a few times: length and format ask for their part, too. */
function fromPattern(schema: Schema, random: Random): string[] {
  const { pattern } = schema;
  if (pattern === undefined) return [];
  return Array.from({ length: 20 }, () => matching(pattern, random)).filter((text) => text !== undefined);
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
  return length >= minLength && length <= maxLength && (pattern === undefined || matches(pattern, text));
}
