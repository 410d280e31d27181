import { compile, JSONPathError } from 'json-p3';
import { isObject } from '../json.ts';
import type { Place } from '../read/place.ts';
import { engineFor } from '../regex/engine.ts';
import { parseCondition } from './condition.ts';
import { LeftOut, notATest } from './left-out.ts';
import type { Criterion } from './types.ts';
import { expressionAt, inPlace, listAt, textAt } from './values.ts';

/** Reads a list of criteria (Arazzo 1.0.1, section 4.6.11). @throws LeftOut */
export const criteriaAt = (place: Place): Criterion[] => listAt(place).map(criterionAt);

function criterionAt(place: Place): Criterion {
  const text = textAt(place.child('condition'));
  const condition = place.child('condition');
  const type = typeOf(place);
  if (type === 'simple') return { type, condition: simple(text, condition), text };
  const context = expressionAt(place.child('context'));
  if (type === 'regex') return { type, context, pattern: text, flags: flagsOf(text, condition) };
  if (type === 'jsonpath') return { type, context, ...jsonPath(text, condition) };
  throw notATest(
    place,
    `A criterion of type ${type} is not supported: use simple, regex or jsonpath`,
  );
}

function typeOf(place: Place): string {
  const { value } = place.child('type');
  if (isObject(value)) return String(value.type);
  return value === undefined ? 'simple' : String(value);
}

function simple(text: string, place: Place) {
  try {
    return inPlace(place, () => parseCondition(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new LeftOut('SW1404', place, `The condition is not valid: ${error.message}.`);
  }
}

/** Patterns run in the tests of a service, and must come to an end there. */
function flagsOf(pattern: string, place: Place): 'u' | '' {
  const engine = engineFor(pattern);
  if (engine?.expression instanceof RegExp) return engine.expression.unicode ? 'u' : '';
  throw new LeftOut(
    'SW1404',
    place,
    'The pattern is no regular expression that is sure to come to an end. Write a simpler one.',
  );
}

/** A query (RFC 9535), or what a filter of one may say of the value: `$.name == 'Ada'`. */
function jsonPath(text: string, place: Place): { path: string; isWrapped: boolean } {
  const problem = queryProblem(text);
  if (problem === undefined) return { path: text, isWrapped: false };
  const path = `$[?${aboutThis(text)}]`;
  if (queryProblem(path) === undefined) return { path, isWrapped: true };
  throw new LeftOut('SW1404', place, `The condition is no valid JSONPath query: ${problem}.`);
}

function queryProblem(path: string): string | undefined {
  try {
    compile(path);
    return undefined;
  } catch (error) {
    if (error instanceof JSONPathError || error instanceof RangeError) return error.message;
    throw error;
  }
}

/** The same with `@` for `$`, but for what is quoted. */
const aboutThis = (text: string): string =>
  text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\$/gs, (part) => (part === '$' ? '@' : part));
