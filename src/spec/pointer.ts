/** JSON Pointers (RFC 6901). */

/** Appends one reference token. */
export const join = (pointer: string, ...tokens: readonly (string | number)[]): string =>
  pointer + tokens.map((token) => `/${escapeToken(String(token))}`).join('');

export const escapeToken = (token: string): string =>
  token.replace(/~/g, '~0').replace(/\//g, '~1');

export const unescapeToken = (token: string): string =>
  token.replace(/~1/g, '/').replace(/~0/g, '~');

/** The tokens of a pointer; the empty pointer has none. */
export const tokensOf = (pointer: string): string[] =>
  pointer === '' ? [] : pointer.split('/').slice(1).map(unescapeToken);

/** The value a pointer leads to, or `undefined`; only own members count. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const token of tokensOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token))
      return undefined;
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}
