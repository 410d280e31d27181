import type { Entity, Operation, Representation } from '../../model/types.ts';
import { jsonPatchOf } from './lookup.ts';

/** The distinct bodies by which an entity is replaced or updated, in the operations' order. */
export function writeShapes(
  entity: Entity,
  operations: readonly Operation[],
  usage: 'replace' | 'update',
): Representation[] {
  const wanted = operations
    .filter(({ kind }) => kind === 'replace' || kind === 'update' || kind === 'upsert')
    .flatMap((operation) =>
      (operation.request?.contents ?? []).filter(
        (content) => content.patch !== 'json-patch' || content === jsonPatchOf(operation),
      ),
    )
    .map(({ representation }) => representation);
  return entity.representations.filter(
    (shape) => shape.usage === usage && wanted.includes(shape.name),
  );
}
