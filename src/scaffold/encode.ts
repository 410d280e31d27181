/**
 * One encoder for each place where text may stand in generated output. Text from a description, a
 * model or a template reaches output through these only.
 */

/** Characters that end lines, hide text or turn its direction. */
const RISKY = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const unicodeEscape = (text: string): string =>
  [...text].map((unit) => unit.split('').map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')).join('');

/** An identifier, which the model has made already; anything else is a fault of ours. */
export function identifier(text: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(text)) throw new TypeError(`${JSON.stringify(text)} is no identifier`);
  return text;
}

/** A single-quoted TypeScript string literal. */
export function stringLiteral(text: string): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/'/g, "\\'")
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(RISKY, unicodeEscape);
  return `'${escaped}'`;
}

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
  text.replace(/[\\`]/g, '\\$&').replace(/\$(?=\{)/g, '\\$').replace(/\r/g, '\\r').replace(RISKY, unicodeEscape);

/** One line of a comment: line ends become spaces, and nothing ends the comment early. */
export const commentText = (text: string): string =>
  text
    .replace(RISKY, '')
    .replace(/\s+/g, ' ')
    .replace(/\*\//g, '*\\/')
    .replace(/\/\*/g, '/\\*')
    .replace(/@(?=ts-(?:ignore|expect-error|nocheck))/g, '@ ')
    .replace(/\b(eslint|oxlint)-(?=disable)/g, '$1 ')
    .trim();

/** JSON that is also a TypeScript expression. */
export const json = (value: unknown): string => JSON.stringify(value).replace(RISKY, unicodeEscape);

/** One segment of a file path. */
export function pathSegment(text: string): string {
  if (!/^[\w][\w.-]*$/.test(text) || text.includes('..')) throw new TypeError(`${JSON.stringify(text)} is no path segment`);
  return text;
}

/** Inline Markdown: nothing in it becomes markup, a link or another line. */
export const markdownText = (text: string): string =>
  text
    .replace(RISKY, '')
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replace(/(https?|ftp):(?=\/\/)/gi, '$1&#58;')
    .trim();

/** Text in a Markdown code span. */
export const markdownCode = (text: string): string => text.replace(RISKY, '').replace(/[`\r\n|]/g, ' ').trim();

/** A double-quoted YAML scalar. */
export const yamlString = (text: string): string => JSON.stringify(text).replace(RISKY, unicodeEscape);

/** A single-quoted shell word. */
export const shellWord = (text: string): string => `'${text.replace(/\u0000/g, '').replace(/'/g, "'\\''")}'`;
