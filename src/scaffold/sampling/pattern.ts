import randexp from 'randexp';
import { engineFor } from '../../spec/regex/engine.ts';
import type { Random } from './random.ts';

// The package's types describe `exports.default`, which its `module.exports` replaces.
const RandExp = randexp as unknown as typeof randexp.default;

/** How often a repetition without an upper bound is repeated at most. */
const MAX_REPEAT = 12;

/** More repetitions than this are not worth making. */
const MAX_COUNT = 1_000_000;

/** A text that a pattern allows; `undefined` where none is found. */
export function matching(pattern: string, random: Random): string | undefined {
  if (repetitions(pattern) > MAX_COUNT) return undefined;
  for (const readable of [true, false]) {
    const text = generate(pattern, random, readable);
    if (text !== undefined && matches(pattern, text)) return text;
  }
  return undefined;
}

/** @param readable letters, digits and a few signs only, where the pattern leaves the choice */
function generate(pattern: string, random: Random, readable: boolean): string | undefined {
  try {
    const generator = new RandExp(pattern);
    generator.max = MAX_REPEAT;
    generator.randInt = (low, high) => random.integer(low, Math.min(high, low + 127));
    if (readable)
      generator.defaultRange
        .subtract(32, 42)
        .subtract(59, 64)
        .subtract(91, 94)
        .subtract(96)
        .subtract(123, 126);
    return generator.gen();
  } catch {
    // A pattern that the library cannot read: other ways of making a text remain.
    return undefined;
  }
}

/** Whether a pattern is found in a text (JSON Schema 2020-12, validation, section 6.3.3). */
export function matches(pattern: string, text: string): boolean {
  return engineFor(pattern)?.expression.test(text) ?? true;
}

/** Nested counts multiply: `((a{100}){100}){100}`. */
function repetitions(pattern: string): number {
  const counts = [...pattern.matchAll(/\{(\d+)/g)].map(([, count]) => Math.max(1, Number(count)));
  return counts.reduce((product, count) => product * count, 1);
}
