import type { JsonValue } from '../model/types.ts';

/**
 * One encoder for each place where text may stand in generated output. Text from a description, a
 * model or a template reaches output through these only.
 */

/** Characters that end lines, hide text, turn its direction or are half of a pair, but for plain white space. */
const RISKY = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Most texts are of ASCII, which takes a tenth of the time to see. */
const ASCII = /^[\t\n\r -~]*$/;

const withoutRisky = (text: string, replace: (unit: string) => string): string =>
  ASCII.test(text) ? text : text.replace(RISKY, replace);

/** Text without the characters that nobody can see. */
export const visibleText = (text: string): string => withoutRisky(text, () => '');

/** Visible text on one line. */
const oneLine = (text: string): string => visibleText(text).replace(/\s+/g, ' ').trim();

const unicodeEscape = (text: string): string =>
  [...text]
    .map((unit) =>
      unit
        .split('')
        .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
    )
    .join('');

/** An identifier, which the model has made already; anything else is a fault of ours. */
export function identifier(text: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(text))
    throw new TypeError(`${JSON.stringify(text)} is no identifier`);
  return text;
}

/** What test runners and source-map readers look for in any text of a file, also inside a string. */
const FOUND_ANYWHERE = /@(?=(?:vitest|jest)-environment)|(?<=source(?:Mapping)?URL)=/g;

const hexEscape = (unit: string): string => `\\x${unit.charCodeAt(0).toString(16)}`;

/**
 * TypeScript in which nothing is hidden: such characters stand in literals only, whoever printed
 * those, and are the same there as escapes.
 */
export const visibleCode = (code: string): string => withoutRisky(code, unicodeEscape);

/** ASCII in which nothing has to be escaped: no quote, no backslash, nothing of {@link FOUND_ANYWHERE}. */
const PLAIN = /^[ -&(-<>?A-[\]-~]*$/;

/** A single-quoted TypeScript string literal. */
export function stringLiteral(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/'/g, "\\'")
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(FOUND_ANYWHERE, hexEscape)
    .replace(RISKY, unicodeEscape);
  return `'${escaped}'`;
}

/** A TypeScript expression for a JSON value. */
export function literal(value: JsonValue): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (isList(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null)
    return Object.is(value, -0) ? '-0' : String(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${propertyName(name)}: ${literal(member)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** A property name in a type or an object literal, quoted where it must be; never the prototype. */
export function propertyName(text: string): string {
  if (text === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(text) ? text : stringLiteral(text);
}

/** A property name in a type, where brackets would be a computed name. */
export const typePropertyName = (text: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(text) ? text : stringLiteral(text);

/** The text between the backticks of a template literal. */
export const templateText = (text: string): string =>
  text
    .replace(/[\\`]/g, '\\$&')
    .replace(/\$(?=\{)/g, '\\$')
    .replace(/\$$/, '\\$')
    .replace(/\r/g, '\\r')
    .replace(FOUND_ANYWHERE, hexEscape)
    .replace(RISKY, unicodeEscape);

/** Comments that speak to tools instead of people: compilers, linters, formatters, coverage. */
const TOOL_WORDS =
  /(eslint|oxlint|tslint|biome|prettier|dprint|istanbul|c8|v8|stryker|node:coverage|deno(?:-(?:lint|fmt|coverage))?)[-\s]+(?=ignore|disable|enable|env)/gi;

/** One line of a comment: line ends become spaces, and nothing ends the comment early. */
export const commentText = (text: string): string =>
  oneLine(text)
    .replace(/\*(?=\/)/g, '*\\')
    .replace(/\/(?=\*)/g, '/\\')
    .replace(/@(?=ts-|(?:vitest|jest)-|jsx|flow\b|swc)/g, '@ ')
    .replace(/(?<=source(?:Mapping)?URL)=/g, ' =')
    .replace(TOOL_WORDS, '$1: ');

/** JSON. In TypeScript, {@link literal} keeps a member called `__proto__` a member. */
export const json = (value: unknown): string => JSON.stringify(value).replace(RISKY, unicodeEscape);

/** One segment of a file path. */
export function pathSegment(text: string): string {
  if (!/^[\w][\w.-]*$/.test(text) || text.includes('..'))
    throw new TypeError(`${JSON.stringify(text)} is no path segment`);
  return text;
}

/** Inline Markdown: nothing in it becomes markup, a link or another line. */
export const markdownText = (text: string): string =>
  oneLine(text)
    .replace(/&/g, '&amp;')
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replace(/^(?:[-+=]|\d+(?=[.)]))/, (found) =>
      /\d/.test(found) ? `&#${found.charCodeAt(0)};${found.slice(1)}` : `\\${found}`,
    )
    .replace(/\b(https?|ftp|mailto):/gi, '$1&#58;')
    .replace(/\{(?=[{%])/g, '&#123;')
    .replace(/@/g, '&#64;')
    .replace(/\bwww\./gi, (found) => found.replace('.', '&#46;'));

/** Text in a Markdown code span. */
export const markdownCode = (text: string): string => oneLine(text.replace(/[`|]/g, ' '));

/**
 * A word of a Mermaid diagram, in a fence of Markdown: letters, digits, `_` and `-`. The marks of keys
 * are words of its language, and get a star.
 */
export function mermaidWord(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9_-]/g, '_').replace(/^(?![A-Za-z_])/, '_');
  return /^(?:pk|fk|uk)$/i.test(plain) ? `*${plain}` : plain;
}

/** Text between HTML tags or inside a quoted attribute. */
export const htmlText = (text: string): string =>
  visibleText(text).replace(/[&<>"'`]/g, (unit) => `&#${unit.charCodeAt(0)};`);

/** A double-quoted YAML scalar. */
export const yamlString = (text: string): string =>
  JSON.stringify(text).replace(RISKY, unicodeEscape);

/** A single-quoted shell word; shells know no NUL. */
export const shellWord = (text: string): string =>
  `'${text.replaceAll('\0', '').replace(/'/g, "'\\''")}'`;
