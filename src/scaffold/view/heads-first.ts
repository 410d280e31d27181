import type { Resource } from '../../model/types.ts';
import { pathShape } from '../../spec/path-shape.ts';

/**
 * Resources in the order in which a service registers them: Fastify answers HEAD by GET unless HEAD
 * is there first, so one with HEAD on a path stands before the one with GET on it.
 */
export function headsFirst(resources: readonly Resource[]): Resource[] {
  const pathsWith = (method: string, { operations }: Resource): Set<string> =>
    new Set(operations.filter((one) => one.method === method).map(({ path }) => pathShape(path)));
  const isFirst = (resource: Resource): boolean => {
    const heads = pathsWith('head', resource);
    if (heads.size === 0) return false;
    return resources.some(
      (other) => other !== resource && !heads.isDisjointFrom(pathsWith('get', other)),
    );
  };
  const first = resources.filter(isFirst);
  return [...first, ...resources.filter((resource) => !first.includes(resource))];
}
