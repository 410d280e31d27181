import type { OperationSnapshot } from './snapshot.ts';
import type { Change, ModelDiff, OperationChange } from './types.ts';

/**
 * What has changed among the operations. One is the same as before when it has the same method and
 * path, whatever its path parameters are called; else when it has the same id.
 */
export function diffOperations(
  before: readonly OperationSnapshot[],
  after: readonly OperationSnapshot[],
  newName: ReadonlyMap<string, string>,
): ModelDiff['operations'] {
  const place = ({ method, path }: OperationSnapshot) =>
    `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
  const open = new Set(before);
  const take = (wanted: (operation: OperationSnapshot) => boolean) => {
    const found = [...open].find(wanted);
    if (found) open.delete(found);
    return found;
  };
  const byPlace = new Map(
    after.map((operation) => [operation, take((old) => place(old) === place(operation))]),
  );
  const pairs = after.map((operation) => ({
    operation,
    was: byPlace.get(operation) ?? take(({ id }) => id === operation.id),
  }));
  return {
    added: pairs.flatMap(({ operation, was }) => (was ? [] : [operation])),
    removed: [...open],
    changed: pairs.flatMap(({ operation, was }): OperationChange[] => {
      const changes = was ? changesOf(was, operation, newName) : [];
      return was && changes.length > 0 ? [{ before: was, after: operation, changes }] : [];
    }),
  };
}

function changesOf(
  before: OperationSnapshot,
  after: OperationSnapshot,
  newName: ReadonlyMap<string, string>,
): Change[] {
  const entity = before.entity === undefined ? null : (newName.get(before.entity) ?? before.entity);
  const compared: readonly Change[] = [
    { what: 'id', before: before.id, after: after.id },
    { what: 'method', before: before.method, after: after.method },
    { what: 'path', before: before.path, after: after.path },
    { what: 'kind', before: before.kind, after: after.kind },
    { what: 'status', before: before.status, after: after.status },
    { what: 'entity', before: entity, after: after.entity ?? null },
    { what: 'deprecated', before: before.deprecated, after: after.deprecated },
    { what: 'contract', before: before.contract, after: after.contract },
  ];
  return compared.filter((change) => change.before !== change.after);
}
