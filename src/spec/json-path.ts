import { tokensOf } from './pointer.ts';

/**
 * The JSONPath (RFC 9535) of a JSON Pointer's value; nothing where the pointer leads nowhere.
 * Names stand in brackets unless they are plain, and elements of arrays by their index.
 */
export function jsonPath(root: unknown, pointer: string): string | undefined {
  let at = root;
  let path = '$';
  for (const token of tokensOf(pointer)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, token)) return undefined;
    path += Array.isArray(at) ? `[${token}]` : member(token);
    at = (at as Record<string, unknown>)[token];
  }
  return path;
}

/** A name's shorthand (section 2.5.1.1), or its literal in single quotes (section 2.3.1.1). */
const member = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name)
    ? `.${name}`
    : `['${name.replace(/[\\'\u0000-\u001f]/g, (character) => ESCAPES[character] ?? unicode(character))}']`;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'" };

const unicode = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
