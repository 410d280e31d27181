import { type Hole, holesOf } from '../../model/holes.ts';
import { isSecured } from '../../model/is-secured.ts';
import { lowerFirst } from '../../model/names.ts';
import type { Entity, Representation, Resource, ServiceModel } from '../../model/types.ts';

/** The TypeScript names under which one entity appears in the generated service. */
export interface EntityNames {
  readonly entity: Entity;
  readonly file: string;
  /** The type of what is stored, with every field: `Pet`, or `PetRecord` where no response shows all of it. */
  readonly stored: string;
  readonly table: string;
  /** What names the columns of its table. */
  readonly columns: string;
  readonly decode: string;
  /** The response representation that is the stored type itself. */
  readonly shownAsStored: ReadonlySet<string>;
}

/** Names of an entity's type, row type and functions; the model keeps entity names apart. */
export function entityNames(entity: Entity): EntityNames {
  const same = entity.representations.filter((shape) => showsEverything(entity, shape));
  const stored =
    same.length > 0 ? (same.find(({ name }) => name === entity.name) ?? same[0])?.name : undefined;
  return {
    entity,
    file: `src/entities/${entity.file}.ts`,
    stored: stored ?? `${entity.name}Record`,
    table: `${entity.name}Table`,
    columns: `${lowerFirst(entity.name)}Columns`,
    decode: `to${stored ?? `${entity.name}Record`}`,
    shownAsStored: new Set(same.map(({ name }) => name)),
  };
}

function showsEverything(entity: Entity, shape: Representation): boolean {
  const shown = shape.members.filter(({ nullable }) => nullable === undefined);
  const members = new Set(shown.map(({ field }) => field));
  return shape.usage === 'response' && entity.fields.every(({ name }) => members.has(name));
}

/** Function names of a repository, in one place so that routes and repository agree. */
export function functionNames(entity: Entity) {
  return {
    list: `list${entity.plural}`,
    count: `count${entity.plural}`,
    select: `select${entity.plural}`,
    filter: `${entity.name}Filter`,
    find: `find${entity.name}`,
    lock: `lock${entity.name}`,
    insert: `insert${entity.name}`,
    make: `make${entity.name}`,
    put: `put${entity.name}`,
    remove: `delete${entity.name}`,
  } as const;
}

/** The repository function of a write with one kind of body: `replacePet`, `updatePet`. */
export function writerName(
  entity: Entity,
  usage: 'replace' | 'update',
  first: boolean,
  shape: Representation,
): string {
  return first ? `${usage}${entity.name}` : `${usage}${entity.name}With${shape.name}`;
}

/** How a response body is made from what is stored; `undefined` where the stored type is the body. */
export function presenterName(names: EntityNames, shape: string): string | undefined {
  return names.shownAsStored.has(shape) ? undefined : `to${shape}`;
}

/** Lookups by name, made once. */
export interface ModelIndex {
  readonly model: ServiceModel;
  entity(name: string | undefined): EntityNames | undefined;
  representation(name: string | undefined): Representation | undefined;
  holesOf(resource: Resource): readonly Hole[];
  /** Whether operations ask who may do what. */
  readonly secured: boolean;
}

export function indexModel(model: ServiceModel): ModelIndex {
  const entities = new Map(model.entities.map((entity) => [entity.name, entityNames(entity)]));
  const shapes = new Map(
    model.entities.flatMap((entity) => entity.representations.map((shape) => [shape.name, shape])),
  );
  const holes = Map.groupBy(holesOf(model), ({ resource }) => resource);
  return {
    model,
    secured: isSecured(model),
    holesOf: (resource) => holes.get(resource) ?? [],
    entity: (name) => (name === undefined ? undefined : entities.get(name)),
    representation: (name) => (name === undefined ? undefined : shapes.get(name)),
  };
}

/** What the tests' own support is called, which no entity's may be. */
const SUPPORT: ReadonlySet<string> = new Set('api blobs forms given logic workflow xml'.split(' '));

/** The name of the file in `tests/support` that makes things of an entity. */
export const supportName = ({ file }: Entity): string =>
  SUPPORT.has(file) ? `${file}-entity` : file;
