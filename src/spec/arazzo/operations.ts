import { type OpenApi, operationIn, operationsOf } from '../openapi.ts';
import { tokensOf } from '../pointer.ts';
import { decode } from '../references/reference.ts';
import type { SourceDescriptions } from './source-descriptions.ts';

/** An operation by what tells it from all others; or why a step's operation is none of the service. */
export type FoundOperation =
  | { readonly method: string; readonly path: string }
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
  const [first, path = '', ...rest] = tokensOf(decode(fragment));
  const [method = '', ...more] = rest[0] === 'additionalOperations' ? rest.slice(1) : rest;
  if (first !== 'paths' || more.length > 0) return { problem: 'missing' };
  const item = Object.hasOwn(api.paths ?? {}, path) ? api.paths?.[path] : undefined;
  return item && operationIn(item, method) ? { method, path } : { problem: 'missing' };
}

const hasOperation = (api: OpenApi, id: string): boolean => findOperation(api, id) !== undefined;

function findOperation(api: OpenApi, id: string): { method: string; path: string } | undefined {
  for (const [path, item] of Object.entries(api.paths ?? {})) {
    const found = operationsOf(item).find(([, { operationId }]) => operationId === id);
    if (found) return { method: found[0], path };
  }
  return undefined;
}
