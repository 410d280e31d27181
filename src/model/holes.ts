import type { BusinessRule, Entity, Operation, Resource, ServiceModel } from './types.ts';

/** A function of the service that waits for business logic. */
export interface Hole {
  /** The function's name, distinct in the service: the operation's id, or `checkTicket`. */
  readonly id: string;
  readonly kind:
    /** The whole of an operation. */
    | 'operation'
    /** Around what the service does by itself. */
    | 'around'
    /** What must hold after every write of an entity. */
    | 'check';
  /** Path of the file in the service: `src/resources/tickets/logic.ts`. */
  readonly file: string;
  readonly resource: Resource;
  readonly operation?: Operation;
  readonly entity?: Entity;
  readonly rules: readonly BusinessRule[];
  /** Why it is there, as a sentence. */
  readonly reason: string;
}

const known = new WeakMap<ServiceModel, readonly Hole[]>();

/** Every hole of a service, in the order of its resources and operations. */
export function holesOf(model: ServiceModel): readonly Hole[] {
  const holes = known.get(model) ?? findHoles(model);
  known.set(model, holes);
  return holes;
}

function findHoles(model: ServiceModel): Hole[] {
  const entities = new Map(model.entities.map((entity) => [entity.name, entity]));
  const entityOf = (name: string | undefined) =>
    name === undefined ? undefined : entities.get(name);
  const checks = checkNames(model);
  const checked = new Set<string>();
  return model.resources.flatMap((resource) => {
    const file = `src/resources/${resource.folder}/logic.ts`;
    const holes = resource.operations.flatMap((operation): Hole[] => {
      const entity = entityOf(operation.entity ?? resource.entity);
      if (operation.status !== 'hole' || !hasOwnLogic(operation)) return [];
      const { id, rules, reason = 'it needs business logic' } = operation;
      const kind = operation.proceeds ? 'around' : 'operation';
      return [{ id, kind, file, resource, operation, ...(entity && { entity }), rules, reason }];
    });
    const written = resource.operations.flatMap((operation) => {
      const entity = checkedEntity(operation, entityOf);
      if (!entity || checked.has(entity.name)) return [];
      checked.add(entity.name);
      return [entity];
    });
    return [
      ...holes,
      ...written.map((entity): Hole => ({
        id: checks.get(entity.name) ?? '',
        kind: 'check',
        file,
        resource,
        entity,
        rules: entity.rules,
        reason: `every ${entity.label} has business rules`,
      })),
    ];
  });
}

/** Whether the operation has a function of its own, and not only the check of its entity. */
export const hasOwnLogic = (operation: Operation): boolean =>
  operation.status === 'hole' &&
  (!operation.proceeds || operation.rules.length > 0 || operation.hooked === true);

/** The entity that is checked after this operation has written it. */
export function checkedEntity(
  operation: Operation,
  entityOf: (name: string | undefined) => Entity | undefined,
): Entity | undefined {
  if (!operation.proceeds || operation.kind === 'get') return undefined;
  const entity = entityOf(operation.entity);
  return entity && entity.rules.length > 0 ? entity : undefined;
}

/** Names of the functions that check entities, which no operation has. */
export function checkNames(model: ServiceModel): ReadonlyMap<string, string> {
  const taken = new Set(
    model.resources.flatMap(({ operations }) => operations.map(({ id }) => id)),
  );
  return new Map(
    model.entities.map(({ name }) => {
      let own = `check${name}`;
      while (taken.has(own)) own += 'Rules';
      taken.add(own);
      return [name, own];
    }),
  );
}
