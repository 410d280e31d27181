import type { Findings } from './findings.ts';
import { isObject } from './json.ts';
import { METHODS } from './openapi.ts';
import type { Source } from './read/source.ts';

/**
 * Tells, as a finding, that a description has more operations than may be, before any of them is
 * read. A path item that stands elsewhere counts as one.
 */
export function hasTooMany({ root }: Source, most: number, findings: Findings): boolean {
  const paths = root.child('paths');
  if (!isObject(paths.value)) return false;
  const count = Object.values(paths.value).reduce<number>((sum, item) => sum + countOf(item), 0);
  if (count <= most) return false;
  const message = `The description has ${count} operations; at most ${most} are read. Split it, a part for each service, or raise maxOperations in the configuration.`;
  findings.error('SW1009', paths, message);
  return true;
}

function countOf(item: unknown): number {
  if (!isObject(item)) return 0;
  const { additionalOperations: others } = item;
  const own = METHODS.filter((method) => item[method] !== undefined).length;
  const count = own + (isObject(others) ? Object.keys(others).length : 0);
  return count === 0 && typeof item.$ref === 'string' ? 1 : count;
}
