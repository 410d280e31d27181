import { type Expression, parseExpression } from './expression.ts';
import { isObject } from '../json.ts';
import { tokensOf } from '../pointer.ts';

/** A value in which runtime expressions stand for what is known only when a step is done. */
export type Template =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Template])[] }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] };

/** What was meant as an expression and is none. */
export class BadExpression extends Error {
  readonly expression: string;

  constructor(expression: string) {
    super(`${expression} is no runtime expression that a test can know`);
    this.expression = expression;
  }
}

/**
 * Reads a value: a text that is an expression stands for its value, and `{$…}` in a text for the
 * text of one (Arazzo 1.0.1, section 4.7).
 *
 * @throws BadExpression
 */
export function templateOf(value: unknown): Template {
  if (typeof value === 'string') return textTemplate(value);
  if (Array.isArray(value)) return { kind: 'list', items: value.map(templateOf) };
  if (isObject(value))
    return {
      kind: 'object',
      members: Object.entries(value).map(([name, member]) => [name, templateOf(member)] as const),
    };
  return {
    kind: 'value',
    value: typeof value === 'number' || typeof value === 'boolean' ? value : null,
  };
}

function textTemplate(text: string): Template {
  if (LOOKS_LIKE_ONE.test(text)) return { kind: 'expression', expression: expressionOf(text) };
  const parts = text.split(EMBEDDED);
  if (parts.length === 1) return { kind: 'value', value: text };
  if (parts.length === 3 && parts[0] === '' && parts[2] === '')
    return { kind: 'expression', expression: expressionOf(parts[1] ?? '') };
  return {
    kind: 'text',
    parts: parts
      .map((part, index) => (index % 2 === 1 ? expressionOf(part) : part))
      .filter((part) => part !== ''),
  };
}

/** How every expression begins; a price of `$5` is a text. */
const LOOKS_LIKE_ONE =
  /^\$(?:(?:url|method|statusCode)$|(?:request|response|inputs|outputs|steps|workflows|sourceDescriptions|components)\.)/;

const EMBEDDED = /\{(\$(?:url|method|statusCode|[a-zA-Z]+\.[^{}]*))\}/;

/** @throws BadExpression */
export function expressionOf(text: string): Expression {
  const expression = parseExpression(text);
  if (expression === undefined) throw new BadExpression(text);
  return expression;
}

/**
 * A template with another value at the place that a JSON Pointer names; `undefined` where it leads
 * nowhere that can be written to.
 */
export function replaceAt(
  template: Template,
  pointer: string,
  value: Template,
): Template | undefined {
  const [token, ...rest] = tokensOf(pointer);
  if (token === undefined) return value;
  const below = rest.length === 0 ? '' : pointer.slice(pointer.indexOf('/', 1));
  if (template.kind === 'object') {
    const known = template.members.find(([name]) => name === token)?.[1];
    const next = known ? replaceAt(known, below, value) : rest.length === 0 ? value : undefined;
    if (next === undefined) return undefined;
    const members = known
      ? template.members.map(([name, member]) => [name, name === token ? next : member] as const)
      : [...template.members, [token, next] as const];
    return { kind: 'object', members };
  }
  if (template.kind !== 'list') return undefined;
  const index = Number(token);
  const item = template.items[index];
  const next = item && replaceAt(item, below, value);
  return next && { kind: 'list', items: template.items.with(index, next) };
}
