/** Where halves of surrogate pairs come from: nothing else than escapes can bring them into a text. */
const ESCAPE = /\\u(?:\{0*)?[dD][89a-fA-F]/;

const LONELY =
  /\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F]../;

/**
 * The offset of an escape that is half a surrogate pair: no character, which neither an address nor
 * a file in UTF-8 can hold (RFC 8259, section 8.2). `undefined` when all text is well-formed.
 */
export function halfPair(text: string, value: unknown): number | undefined {
  const escape = ESCAPE.exec(text);
  if (escape === null || isWellFormed(value)) return undefined;
  return LONELY.exec(text)?.index ?? escape.index;
}

function isWellFormed(root: unknown): boolean {
  const seen = new Set<object>();
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string' && !value.isWellFormed()) return false;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const [name, member] of Object.entries(value)) open.push(name, member);
  }
  return true;
}
