import { query } from 'json-p3';

/** A value as workflows compare it: texts are the same in any case. */
export const fold = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

/**
 * What a JSONPath query (RFC 9535) finds in a value. A filter of the root speaks of the value itself
 * where that is no list.
 */
export function select(value: unknown, path: string): unknown[] {
  const root = path.startsWith('$[?') && !Array.isArray(value) ? [value] : value;
  return query(path, root as Parameters<typeof query>[1]).values();
}
