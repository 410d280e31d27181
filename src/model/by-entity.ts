import type { Entity, Operation, ServiceModel } from './types.ts';

const entities = new WeakMap<ServiceModel, ReadonlyMap<string, Entity>>();
const operations = new WeakMap<ServiceModel, ReadonlyMap<string | undefined, Operation[]>>();

/** The entity of a name, if there is one. */
export function entityNamed(model: ServiceModel, name: string | undefined): Entity | undefined {
  const known =
    entities.get(model) ?? new Map(model.entities.map((entity) => [entity.name, entity]));
  entities.set(model, known);
  return name === undefined ? undefined : known.get(name);
}

/** The operations that are about an entity, in the order of their resources. */
export function operationsAbout(model: ServiceModel, { name }: Entity): readonly Operation[] {
  const known =
    operations.get(model) ??
    Map.groupBy(
      model.resources.flatMap((resource) => resource.operations),
      ({ entity }) => entity,
    );
  operations.set(model, known);
  return known.get(name) ?? [];
}
