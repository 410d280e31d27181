import { isServed } from './is-served.ts';
import { fileName, identifier, kebabCase, Namespace } from './names.ts';
import type { RawOperation } from './raw-operations.ts';
import type { Entity, Operation, Resource } from './types.ts';

/** A folder for each entity; what has none goes with the tag or the first word of its path. */
export function whichResources(
  raw: readonly RawOperation[],
  operations: readonly Operation[],
  entities: readonly Entity[],
): Resource[] {
  const live = new Set(operations.filter(isServed).map(({ entity }) => entity));
  const byName = new Map(
    entities.filter(({ name }) => live.has(name)).map((entity) => [entity.name, entity]),
  );
  const paths = pathsOf(raw, operations);
  const groups = new Map<
    string,
    { entity: Entity | undefined; label: string; operations: Operation[] }
  >();
  for (const operation of operations) {
    const entity = byName.get(operation.entity ?? nearestEntity(operation.path, paths) ?? '');
    const label = entity?.plural ?? operation.tags[0] ?? firstWord(operation.path);
    const key = entity ? `entity ${entity.name}` : `other ${kebabCase(label)}`;
    const group = groups.get(key) ?? { entity, label, operations: [] };
    group.operations.push(operation);
    groups.set(key, group);
  }
  const folders = new Namespace();
  const names = new Namespace();
  return [...groups.values()].map(({ entity, label, operations: own }) => ({
    name: names.take(identifier(label, 'resource')),
    folder: folders.take(fileName(label, 'resource')),
    ...(entity && { entity: entity.name }),
    operations: own,
  }));
}

const firstWord = (path: string): string =>
  path.split('/').find((part) => /^[A-Za-z]/.test(part) && !/^(?:api|v\d+)$/i.test(part)) ??
  'service';

/** The entity that lives at each collection's path. */
function pathsOf(
  raw: readonly RawOperation[],
  operations: readonly Operation[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  operations.forEach(({ entity }, index) => {
    const collection = raw[index]?.collection ?? '';
    if (entity !== undefined && collection.length > 1 && !found.has(collection))
      found.set(collection, entity);
  });
  return found;
}

/** The entity whose items a path goes through: `/orders/{id}/cancel` is of the orders. */
function nearestEntity(path: string, paths: ReadonlyMap<string, string>): string | undefined {
  const segments = path.split('/');
  for (let length = segments.length; length > 1; length--) {
    const found = paths.get(segments.slice(0, length).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
}
