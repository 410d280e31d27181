/** A runtime expression (Arazzo 1.0.1, section 4.7), as far as a test can know its value. */
export type Expression =
  | { readonly of: 'statusCode' | 'url' | 'method' }
  | { readonly of: 'body'; readonly side: 'request' | 'response'; readonly pointer: string }
  | { readonly of: 'header'; readonly side: 'request' | 'response'; readonly name: string }
  | { readonly of: 'parameter'; readonly in: 'path' | 'query'; readonly name: string }
  | { readonly of: 'input' | 'output'; readonly name: string; readonly pointer: string }
  | {
      readonly of: 'step';
      readonly step: string;
      readonly output: string;
      readonly pointer: string;
    };

const NAMED = /^\$(inputs|outputs)\.([^#.[\]]+)((?:[.[].*)?)$/s;
const STEP = /^\$steps\.([^.#]+)\.outputs\.([^#.[\]]+)((?:[.[].*)?)$/s;
const MESSAGE = /^\$(request|response)\.(header|query|path)\.(.+)$/s;
const BODY = /^\$(request|response)\.body((?:[.[].*)?)$/s;
/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/;

/** Reads an expression; `undefined` where it is none that has a meaning here. */
export function parseExpression(text: string): Expression | undefined {
  if (text === '$statusCode' || text === '$url' || text === '$method')
    return { of: text.slice(1) as 'statusCode' | 'url' | 'method' };
  const message = MESSAGE.exec(text);
  if (message) return messageExpression(message[1], message[2], message[3] ?? '');
  const hash = text.indexOf('#');
  const head = hash < 0 ? text : text.slice(0, hash);
  const fragment = hash < 0 ? '' : text.slice(hash + 1);
  if (!isPointer(fragment)) return undefined;
  const body = BODY.exec(head);
  const named = NAMED.exec(head);
  const step = STEP.exec(head);
  const members = pointerOf(body?.[2] ?? named?.[3] ?? step?.[3] ?? '');
  if (members === undefined) return undefined;
  const pointer = members + fragment;
  if (body) return { of: 'body', side: sideOf(body[1]), pointer };
  if (named)
    return { of: named[1] === 'inputs' ? 'input' : 'output', name: named[2] ?? '', pointer };
  if (step) return { of: 'step', step: step[1] ?? '', output: step[2] ?? '', pointer };
  return undefined;
}

function messageExpression(
  side: string | undefined,
  part: string | undefined,
  name: string,
): Expression | undefined {
  if (part === 'header')
    return TOKEN.test(name)
      ? { of: 'header', side: sideOf(side), name: name.toLowerCase() }
      : undefined;
  // An answer has neither a path nor a query.
  if (side !== 'request') return undefined;
  return { of: 'parameter', in: part === 'path' ? 'path' : 'query', name };
}

const sideOf = (text: string | undefined): 'request' | 'response' =>
  text === 'request' ? 'request' : 'response';

/** JSON Pointer, RFC 6901, section 3. */
const isPointer = (text: string): boolean => /^(?:\/(?:[^/~]|~[01])*)*$/s.test(text);

/** The members that `.name` and `[0]` lead to, as a pointer. */
function pointerOf(path: string): string | undefined {
  const members = [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)];
  if (members.map(([whole]) => whole).join('') !== path) return undefined;
  return members
    .map(([, name, index]) => `/${(name ?? index ?? '').replace(/~/g, '~0').replace(/\//g, '~1')}`)
    .join('');
}
