/** JSON Pointers (RFC 6901). */

/** Appends reference tokens. */
export const join = (pointer: string, ...tokens: readonly (string | number)[]): string =>
  pointer + tokens.map((token) => `/${escapeToken(String(token))}`).join('');

/** `~` and `/` have a meaning in pointers (section 3). */
export const escapeToken = (token: string): string =>
  token.includes('~') || token.includes('/')
    ? token.replace(/~/g, '~0').replace(/\//g, '~1')
    : token;

/** `~1` before `~0`, so that `~01` becomes `~1` (section 4). */
export const unescapeToken = (token: string): string =>
  token.replace(/~1/g, '/').replace(/~0/g, '~');

/** The tokens of a pointer; the empty pointer has none. */
export const tokensOf = (pointer: string): string[] =>
  pointer === '' ? [] : pointer.split('/').slice(1).map(unescapeToken);
