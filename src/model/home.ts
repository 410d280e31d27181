import type { Draft } from './draft.ts';
import type { RawOperation } from './raw-operations.ts';
import type { ShapedDraft } from './representations.ts';
import type { Entity } from './types.ts';
import type { Collection } from './which-entity.ts';

/** The entity that an operation is about, and the paths that it is reached by. */
export interface Home {
  readonly shaped: ShapedDraft;
  readonly draft: Draft;
  readonly entity: Entity;
  readonly collection: Collection;
}

/** The home of every operation that has one. */
export function homesOf(
  shaped: readonly ShapedDraft[],
  entities: readonly Entity[],
): ReadonlyMap<RawOperation, Home> {
  const homes = new Map<RawOperation, Home>();
  shaped.forEach((own, index) => {
    const entity = entities[index];
    if (!entity) return;
    for (const collection of own.draft.collections) {
      for (const operation of [...collection.operations, ...collection.items])
        homes.set(operation, { shaped: own, draft: own.draft, entity, collection });
    }
  });
  return homes;
}

/** The field behind a path parameter of an operation. */
export const fieldOfParameter = (
  raw: RawOperation,
  draft: Draft,
  parameter: string,
): string | undefined => draft.byParameter.get(`${raw.collection} ${parameter}`);
