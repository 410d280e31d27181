import { query } from 'json-p3';
import { expect } from 'vitest';

/**
 * What a JSONPath query (RFC 9535) finds in a value. A filter of the root speaks of the value itself
 * where that is no list.
 */
export function select(value: unknown, path: string): unknown[] {
  const root = path.startsWith('$[?') && !Array.isArray(value) ? [value] : value;
  return query(path, root as Parameters<typeof query>[1]).values();
}

/** A value of JSON, whatever it is. */
export type Json = ReturnType<typeof JSON.parse>;

/** How many steps a workflow may take before it counts as endless. */
const MOST_STEPS = 1000;

/** Does one step after the other; each tells which is next. */
export async function walk(
  first: string,
  steps: Record<string, () => Promise<string | undefined>>,
): Promise<void> {
  let next: string | undefined = first;
  for (let count = 0; next !== undefined; count++) {
    expect(count, 'The workflow comes to no end.').toBeLessThan(MOST_STEPS);
    next = await steps[next]?.();
  }
}
