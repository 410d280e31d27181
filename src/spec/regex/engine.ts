import { RE2JS } from 're2js';
import { whySlow } from './slow-regex.ts';

/** A regular expression as far as patterns of descriptions need one. */
export interface Expression {
  /** Whether it is found in a text. */
  test(text: string): boolean;
}

/** What runs a pattern in a time that grows no faster than the text. */
export interface PatternEngine {
  /** `native` is JavaScript's own engine, which goes back and forth; `linear` never does. */
  readonly kind: 'native' | 'linear';
  readonly expression: Expression;
}

/** A pattern that is longer is not worth judging. */
const LONGEST = 2000;

const known = new Map<string, PatternEngine | undefined>();

/**
 * The engine for a pattern (JSON Schema 2020-12, Validation, section 6.3.3): JavaScript's own where
 * its time is sure to be in proportion to the text, else RE2, which knows neither looks round nor
 * references back. `undefined` where neither will do.
 */
export function engineFor(pattern: string): PatternEngine | undefined {
  const found = known.get(pattern);
  if (found !== undefined || known.has(pattern)) return found;
  const engine = native(pattern) ?? linear(pattern);
  known.set(pattern, engine);
  return engine;
}

/** With the flag u as JSON Schema asks, or without it as people write them. */
export function isPattern(text: string): boolean {
  return flagsOf(text) !== undefined;
}

function flagsOf(pattern: string): 'u' | '' | undefined {
  return (['u', ''] as const).find((flags) => {
    try {
      return new RegExp(pattern, flags) instanceof RegExp;
    } catch {
      return false;
    }
  });
}

function native(pattern: string): PatternEngine | undefined {
  const flags = flagsOf(pattern);
  if (flags === undefined || pattern.length > LONGEST || whySlow(pattern, flags) !== undefined)
    return undefined;
  const expression = new RegExp(pattern, flags);
  return isUsable(expression) ? { kind: 'native', expression } : undefined;
}

/** Expressions are compiled when they are first used, and some are found too large only then. */
function isUsable(expression: RegExp): boolean {
  try {
    expression.test('');
    return true;
  } catch {
    return false;
  }
}

function linear(pattern: string): PatternEngine | undefined {
  try {
    return { kind: 'linear', expression: RE2JS.compile(RE2JS.translateRegExp(pattern)) };
  } catch {
    // What it does not know, it refuses with errors of several kinds.
    return undefined;
  }
}
