import { type BodiesOf, type Group, groupOf } from './groups.ts';
import type { EntityOverride } from './overrides.ts';
import type { RawOperation } from './raw-operations.ts';
import { resolved, type Schemas } from './schema-shape.ts';
import { toldEntity, toldOperation } from './told.ts';
import { type Collection, collectionOf } from './which-entity.ts';

/** A group with what the description says of its entity. */
export interface ToldGroup extends Group {
  readonly told: EntityOverride;
}

/**
 * What the description says outweighs what is inferred: operations that belong to another entity
 * or to none, and schemas that are none.
 */
export function toldGroups(
  groups: readonly Group[],
  raw: readonly RawOperation[],
  bodies: BodiesOf,
  schemas: Schemas,
): ToldGroup[] {
  const mains = groups.map(mainSchema(schemas));
  const uses = Map.groupBy(mains, (main) => main);
  const known = groups.flatMap((group, index): ToldGroup[] => {
    // What several entities share says nothing of one of them.
    const main = mains[index];
    const isSole = main !== undefined && uses.get(main)?.length === 1;
    const told = isSole ? toldEntity(group.collections[0]?.primary, schemas) : {};
    return told.entity === false ? [] : [{ ...group, told }];
  });
  const taken = new Set(known.map(({ name }) => name.toLowerCase()));
  const named = known.map((group): ToldGroup => {
    const { entity, ...rest } = group.told;
    const isFree = typeof entity === 'string' && !taken.has(entity.toLowerCase());
    if (isFree) taken.add(entity.toLowerCase());
    return { ...group, told: isFree ? { ...rest, entity } : rest };
  });
  return moved(named, raw, bodies, schemas);
}

const mainSchema =
  (schemas: Schemas) =>
  ({ collections: [main] }: Group) =>
    resolved(main?.primary, schemas);

/** Takes operations out of the groups that they are not about, and puts them where they belong. */
function moved(
  groups: readonly ToldGroup[],
  raw: readonly RawOperation[],
  bodies: BodiesOf,
  schemas: Schemas,
): ToldGroup[] {
  const home = new Map(
    groups.flatMap((group) =>
      group.collections.flatMap((own) =>
        [...own.operations, ...own.items].map((operation) => [operation, group] as const),
      ),
    ),
  );
  const goes = new Map<RawOperation, string | false>();
  for (const operation of raw) {
    const { entity } = toldOperation(operation);
    const current = home.get(operation);
    const isThere =
      entity === false
        ? current === undefined
        : entity === current?.name || entity === current?.told.entity;
    if (entity !== undefined && !isThere) goes.set(operation, entity);
  }
  if (goes.size === 0) return [...groups];
  const left = groups.flatMap((group): ToldGroup[] => {
    const collections = group.collections.flatMap((collection) => without(collection, goes));
    return collections.length === 0
      ? []
      : [{ ...groupOf(group.name, collections, bodies, schemas), told: group.told }];
  });
  return [...new Set(goes.values())].reduce<ToldGroup[]>((all, name) => {
    if (name === false) return all;
    const own = raw.filter((operation) => goes.get(operation) === name);
    const paths = [...new Set(own.map(({ collection }) => collection))];
    const brought = paths.map((path): Collection => {
      const together = own.filter(({ collection }) => collection === path);
      return {
        ...collectionOf(path, together, bodies, schemas),
        entityName: name,
        isTold: true,
      };
    });
    const at = all.findIndex(({ name: other, told }) => other === name || told.entity === name);
    const group = all[at];
    const collections = [...(group?.collections ?? []), ...brought];
    // An entity needs a body that shows what it has.
    if (!collections.some(({ primary }) => primary)) return all;
    const next = {
      ...groupOf(group?.name ?? name, collections, bodies, schemas),
      told: group?.told ?? {},
    };
    return group ? all.with(at, next) : [...all, next];
  }, left);
}

function without(
  collection: Collection,
  goes: ReadonlyMap<RawOperation, string | false>,
): Collection[] {
  const operations = collection.operations.filter((operation) => !goes.has(operation));
  const items = collection.items.filter((operation) => !goes.has(operation));
  return operations.length + items.length === 0 ? [] : [{ ...collection, operations, items }];
}
