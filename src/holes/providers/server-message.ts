/** The longest text of a server's that is shown. */
const LONGEST = 300;
/** So many characters in common with a prompt are no chance. */
const PROMPT_WINDOW = 16;
const KEY_WINDOW = 6;

/** What must not be shown. */
export interface Private {
  readonly key: string | undefined;
  readonly prompt: readonly string[];
}

/**
 * What a server says about a failure, in one line, when it may be shown: servers repeat keys and
 * prompts in what they say, so a text that shares a part with either is not shown.
 *
 * @param body the answer as parsed JSON, `{ error: { message } }` or any of the usual other forms
 */
export function shownMessage(body: unknown, hidden: Private): string | undefined {
  const said = messageOf(body)
    ?.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  if (!said || said.length > LONGEST) return undefined;
  if (hidden.key !== undefined && shares(said, hidden.key, KEY_WINDOW)) return undefined;
  // Without this, a line break in the prompt would hide that the server repeats it.
  const prompt = hidden.prompt.join(' ').replace(/\s+/g, ' ');
  return shares(said, prompt, PROMPT_WINDOW) ? undefined : said;
}

function messageOf(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  for (const name of ['message', 'detail', 'error'] as const) {
    const member = memberOf(body, name);
    if (typeof member === 'string') return member;
    const inner = memberOf(member, 'message');
    if (typeof inner === 'string') return inner;
  }
  return undefined;
}

/** A member of what may be an object. */
export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Whether two texts have so many characters in a row in common, or all of the shorter one. */
function shares(said: string, secret: string, window: number): boolean {
  if (secret.length <= window) return secret !== '' && said.includes(secret);
  for (let start = 0; start + window <= said.length; start += 1) {
    if (secret.includes(said.slice(start, start + window))) return true;
  }
  return false;
}
