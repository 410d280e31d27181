import type { JsonValue } from '../../model/types.ts';
import { stringLiteral, typePropertyName } from '../encode.ts';

/** The text of a type, with what binds it: enough to know where parentheses are needed. */
export interface Type {
  readonly text: string;
  readonly kind: 'atom' | 'union' | 'intersection';
}

export const UNKNOWN: Type = { text: 'unknown', kind: 'atom' };

const NEVER: Type = { text: 'never', kind: 'atom' };

/** Any of these; `unknown` takes all the others in, and a repeat says nothing. */
export function union(types: readonly Type[]): Type {
  if (types.some(({ text }) => text === 'unknown')) return UNKNOWN;
  const distinct = withoutRepeats(types).filter(({ text }) => text !== 'never');
  const [only] = distinct;
  if (only === undefined) return NEVER;
  if (distinct.length === 1) return only;
  return {
    text: distinct
      .map(({ text, kind }) => (kind === 'intersection' ? `(${text})` : text))
      .join(' | '),
    kind: 'union',
  };
}

const PRIMITIVES = new Set(['string', 'number', 'boolean', 'null']);

/**
 * All of these at once; `unknown` adds nothing. Text that is a number, too, is nothing that there
 * is: no request has it, and what is refused needs no type.
 */
export function intersection(types: readonly Type[]): Type {
  const distinct = withoutRepeats(types).filter(({ text }) => text !== 'unknown');
  const [only] = distinct;
  if (only === undefined) return UNKNOWN;
  if (distinct.length === 1) return only;
  if (distinct.filter(({ text }) => PRIMITIVES.has(text)).length > 1) return UNKNOWN;
  return {
    text: distinct.map(({ text, kind }) => (kind === 'union' ? `(${text})` : text)).join(' & '),
    kind: 'intersection',
  };
}

export const arrayType = ({ text, kind }: Type): Type => ({
  text: kind === 'atom' ? `${text}[]` : `(${text})[]`,
  kind: 'atom',
});

/** The type that has one JSON value only. */
export function literalType(value: unknown): Type {
  return { text: isJson(value) ? literalText(value) : 'unknown', kind: 'atom' };
}

function literalText(value: JsonValue): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (isList(value)) return `[${value.map(literalText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${typePropertyName(name)}: ${literalText(member)}`,
  );
  return members.length === 0 ? 'Record<string, never>' : `{ ${members.join('; ')} }`;
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

function isJson(value: unknown): value is JsonValue {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  return typeof value === 'object' && Object.values(value).every(isJson);
}

function withoutRepeats(types: readonly Type[]): Type[] {
  const seen = new Map<string, Type>();
  for (const type of types) if (!seen.has(type.text)) seen.set(type.text, type);
  return [...seen.values()];
}
