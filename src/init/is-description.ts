/** As much of a file as is looked at: who writes `openapi` writes it at the top. */
export const HEAD_BYTES = 64 * 1024;

/**
 * Whether a text begins as an OpenAPI description does: it has the member at its root that every
 * description has. Does not parse the whole, which may be large and need not be valid.
 */
export const isDescription = (name: string, head: string): boolean =>
  /\.json$/i.test(name)
    ? rootMembers(head).some((member) => /^"(?:openapi|swagger)"\s*:\s*"[23]\./.test(member))
    : /^(?:openapi|swagger|"(?:openapi|swagger)")[ \t]*:[ \t]*["']?[23]\./m.test(head);

/** What stands from each string directly inside the outermost object of a JSON text on. */
function rootMembers(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      if (depth === 1) found.push(text.slice(at, at + 40));
      at = endOfString(text, at);
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
  }
  return found;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
