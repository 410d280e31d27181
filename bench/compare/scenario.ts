import { METHODS, type OpenApi, type Operation } from '../../src/spec/openapi.ts';
import { CREDENTIAL } from './credential.ts';
import { exampleOf, type Known, type Schemas } from './example-of.ts';

/** One operation that is to be called. */
export interface Step {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  /** For what creates: the name under which the path of the new thing asks for its key. */
  readonly key: string | undefined;
}

/** A request as it is sent. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | undefined;
  /** The body as a value, if it is JSON. */
  readonly sent: unknown;
}

const ORDER = ['post', 'get', 'head', 'query', 'put', 'patch', 'options', 'trace', 'delete'];

/**
 * All operations in an order in which a client could call them: what creates first, outside in; what
 * removes last, inside out.
 */
export function stepsOf(api: OpenApi): Step[] {
  const steps = Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      const key = method === 'post' ? keyBelow(path, Object.keys(api.paths ?? {})) : undefined;
      return operation === undefined ? [] : [{ method, path, operation, key }];
    }),
  );
  const rank = ({ method, key }: Step) => (key === undefined ? ORDER.indexOf(method) : -1);
  const depth = ({ path }: Step) => path.split('/').length;
  const inOrder = steps.sort((one, other) => rank(one) - rank(other) || depth(one) - depth(other));
  const first = inOrder.findIndex(({ method }) => method === 'delete');
  return first < 0 ? inOrder : [...inOrder.slice(0, first), ...inOrder.slice(first).reverse()];
}

/** `authorId` for `/authors` beside `/authors/{authorId}`. */
function keyBelow(path: string, paths: readonly string[]): string | undefined {
  const base = path.replace(/\/$/, '');
  return paths
    .filter((other) => other.startsWith(`${base}/{`))
    .map((other) => /^\{([^{}/]+)\}\/?$/.exec(other.slice(base.length + 1))?.[1])
    .find((name) => name !== undefined);
}

/** The request of a step, with what earlier answers have taught. */
export function requestOf(api: OpenApi, { method, path, operation }: Step, known: Known): Request {
  const schemas = api.components?.schemas ?? {};
  const headers: Record<string, string> = { accept: 'application/json, */*' };
  const query = new URLSearchParams();
  let target = path;
  for (const parameter of operation.parameters ?? []) {
    if (parameter.in !== 'path' && parameter.required !== true) continue;
    const schema = parameter.schema ?? Object.values(parameter.content ?? {})[0]?.schema;
    const value =
      known.get(parameter.name) ?? parameter.example ?? exampleOf(schema, schemas, known);
    const text = Array.isArray(value) ? value.join(',') : String(value);
    if (parameter.in === 'path')
      target = target.replace(`{${parameter.name}}`, encodeURIComponent(text));
    else if (parameter.in === 'query') query.append(parameter.name, text);
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = text;
  }
  signIn(api, operation, headers, query);
  const { body, sent, type } = bodyOf(operation, schemas, known);
  if (type !== undefined) headers['content-type'] = type;
  const search = query.size === 0 ? '' : `?${query.toString()}`;
  return { method: method.toUpperCase(), path: `${target}${search}`, headers, body, sent };
}

/** Puts the credential where the first way to sign in wants it. */
function signIn(
  api: OpenApi,
  operation: Operation,
  headers: Record<string, string>,
  query: URLSearchParams,
): void {
  const [requirement = {}] = operation.security ?? api.security ?? [];
  const { user, password } = CREDENTIAL;
  for (const name of Object.keys(requirement)) {
    const scheme = api.components?.securitySchemes?.[name];
    if (scheme?.type === 'apiKey' && scheme.name !== undefined) {
      if (scheme.in === 'query') query.append(scheme.name, password);
      else if (scheme.in === 'cookie') headers['cookie'] = `${scheme.name}=${password}`;
      else headers[scheme.name.toLowerCase()] = password;
    } else if (scheme?.scheme?.toLowerCase() === 'basic') {
      headers['authorization'] = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    } else {
      headers['authorization'] = `Bearer ${password}`;
    }
  }
}

interface Body {
  readonly body: Request['body'];
  readonly sent: unknown;
  readonly type: string | undefined;
}

function bodyOf({ requestBody }: Operation, schemas: Schemas, known: Known): Body {
  const content = Object.entries(requestBody?.content ?? {});
  const json = content.find(([type]) => /\bjson\b/.test(type));
  const [type, media] = json ?? content[0] ?? [];
  if (type === undefined) return { body: undefined, sent: undefined, type: undefined };
  const value = exampleOf(media?.schema, schemas, known);
  if (json) return { body: JSON.stringify(value), sent: value, type };
  const members = Object.entries(typeof value === 'object' ? (value ?? {}) : {});
  if (type.startsWith('multipart/')) {
    const form = new FormData();
    for (const [name, member] of members) form.append(name, String(member));
    return { body: form, sent: undefined, type: undefined };
  }
  if (type === 'application/x-www-form-urlencoded') {
    const form = new URLSearchParams(members.map(([name, member]) => [name, String(member)]));
    return { body: form.toString(), sent: undefined, type };
  }
  return { body: 'example', sent: undefined, type };
}
