import { type Method, METHODS, type OpenApi } from '../openapi.ts';
import { tokensOf } from '../pointer.ts';
import { decode } from '../references/reference.ts';
import type { SourceDescriptions } from './source-descriptions.ts';

/** An operation by what tells it from all others; or why a step's operation is none of the service. */
export type FoundOperation =
  | { readonly method: Method; readonly path: string }
  | { readonly problem: 'missing' | 'elsewhere' };

/** What a step may name: `id`, `name.id` or `$sourceDescriptions.name.id`. */
export function operationById(
  written: string,
  api: OpenApi,
  { own, all }: SourceDescriptions,
): FoundOperation {
  const text = written.replace(/^\$sourceDescriptions\./, '');
  const source = [...all].find((name) => text.startsWith(`${name}.`));
  const plain = source === undefined || hasOperation(api, text);
  if (!plain && !own.has(source)) return { problem: 'elsewhere' };
  const id = plain ? text : text.slice(source.length + 1);
  return findOperation(api, id) ?? { problem: 'missing' };
}

/** `{$sourceDescriptions.name.url}#/paths/~1books/get`, or without the braces, as people write it. */
export function operationByPath(
  written: string,
  api: OpenApi,
  { own, all }: SourceDescriptions,
): FoundOperation {
  const found = /^\{?\$sourceDescriptions\.(.+?)(?:\.url)?\}?#(\/.*)$/s.exec(written);
  if (!found) return { problem: 'missing' };
  const [, name = '', fragment = ''] = found;
  if (!own.has(name)) return { problem: all.has(name) ? 'elsewhere' : 'missing' };
  const [first, path = '', method = '', ...rest] = tokensOf(decode(fragment));
  if (first !== 'paths' || rest.length > 0 || !isMethod(method)) return { problem: 'missing' };
  const item = Object.hasOwn(api.paths ?? {}, path) ? api.paths?.[path] : undefined;
  return item?.[method] === undefined ? { problem: 'missing' } : { method, path };
}

const hasOperation = (api: OpenApi, id: string): boolean => findOperation(api, id) !== undefined;

function findOperation(api: OpenApi, id: string): { method: Method; path: string } | undefined {
  for (const [path, item] of Object.entries(api.paths ?? {})) {
    const method = METHODS.find((name) => item[name]?.operationId === id);
    if (method !== undefined) return { method, path };
  }
  return undefined;
}

const isMethod = (text: string): text is Method => (METHODS as readonly string[]).includes(text);
