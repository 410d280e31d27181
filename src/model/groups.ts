import { sameName, singular, squash, typeName } from './names.ts';
import type { RawOperation } from './raw-operations.ts';
import { componentOf, objectShape, type Schemas } from './schema-shape.ts';
import type { ShapeUse } from './draft.ts';
import { type Bodies, type Collection, entityWord } from './which-entity.ts';
import type { Schema } from '../spec/openapi.ts';

/** The collections of one entity, with every body that shows or brings it. */
export interface Group {
  readonly name: string;
  readonly collections: readonly Collection[];
  readonly uses: readonly ShapeUse[];
}

type BodiesOf = (operation: RawOperation) => Bodies;

/** Puts collections together that hold the same entity. */
export function groupCollections(
  collections: readonly Collection[],
  bodies: BodiesOf,
  schemas: Schemas,
): Group[] {
  const groups = new Map<string, Collection[]>();
  for (const collection of collections) {
    if (!collection.primary) continue;
    const isShared = !collection.isSingleton && !holdsOnlyActions(collection);
    if (!isShared && !collection.isSingleton) continue;
    const key = collection.isSingleton
      ? `one ${collection.path}`
      : `many ${collection.entityName.toLowerCase()}`;
    groups.set(key, [...(groups.get(key) ?? []), collection]);
  }
  return [...groups.values()]
    .flatMap((together) => split(together, schemas))
    .map((group) => {
      const uses = group.flatMap((collection) =>
        usesOf(collection, group[0] ?? collection, bodies, schemas),
      );
      return { name: group[0]?.entityName ?? 'Thing', collections: group, uses };
    });
}

/** `POST /orders/{id}/cancel`: one write on a literal path, and nothing that lists or names items. */
function holdsOnlyActions(collection: Collection): boolean {
  if (collection.items.length > 0) return false;
  const hasGet = collection.operations.some(({ method }) => method === 'get');
  if (hasGet) return false;
  const word = squash(singular(collection.word));
  return (
    !sameName(singular(collection.word), collection.entityName) &&
    !squash(collection.entityName).endsWith(word)
  );
}

/** The same name may stand for things that have little in common: these stay apart. */
function split(collections: readonly Collection[], schemas: Schemas): Collection[][] {
  const result: Collection[][] = [];
  const weight = ({ items, operations }: Collection) => items.length * 2 + operations.length;
  const sorted = [...collections].sort((one, other) => weight(other) - weight(one));
  for (const collection of sorted) {
    const home = result.find(
      ([first]) => first && isAlike(first.primary, collection.primary, schemas),
    );
    if (home) home.push(collection);
    else result.push([collection]);
  }
  return result;
}

/** Whether one body's properties are mostly the other's too. */
export function isAlike(
  one: Schema | undefined,
  other: Schema | undefined,
  schemas: Schemas,
): boolean {
  const [a, b] = [componentOf(one), componentOf(other)];
  if (a !== undefined && a === b) return true;
  const names = (schema: Schema | undefined) => [
    ...(objectShape(schema, schemas)?.properties.keys() ?? []),
  ];
  const [left, right] = [names(one), names(other)];
  const shared = left.filter((name) => right.includes(name)).length;
  const smaller = Math.min(left.length, right.length);
  return smaller > 0 && shared / smaller >= 0.5;
}

/** The bodies of a collection's operations that are about its entity. */
function usesOf(
  collection: Collection,
  main: Collection,
  bodies: BodiesOf,
  schemas: Schemas,
): ShapeUse[] {
  return [...collection.operations, ...collection.items].flatMap((operation) => {
    const { request, response } = bodies(operation);
    const uses: ShapeUse[] = [];
    const isOwn = (schema: Schema) =>
      isAlike(main.primary, schema, schemas) || isNamedAlike(schema, collection.entityName);
    if (response && isOwn(response.schema) && !isActionBody(operation, collection))
      uses.push({ usage: 'response', schema: response.schema, operation });
    const usage = usageOf(operation, collection);
    if (request?.kind === 'entity' && usage !== undefined && isOwn(request.schema))
      uses.push({ usage, schema: request.schema, operation });
    return uses;
  });
}

const isActionBody = (
  { method, itemParameter }: RawOperation,
  { items, operations }: Collection,
): boolean =>
  itemParameter === undefined &&
  method === 'post' &&
  items.length === 0 &&
  !operations.some((other) => other.method === 'get');

/** `PetCreate` belongs to `Pet` however little they share. */
function isNamedAlike(schema: Schema, entityName: string): boolean {
  const component = componentOf(schema);
  return component !== undefined && sameName(typeName(singular(entityWord(component))), entityName);
}

function usageOf(
  { method, itemParameter }: RawOperation,
  { isSingleton, items }: Collection,
): ShapeUse['usage'] | undefined {
  if (isSingleton)
    return method === 'put'
      ? 'replace'
      : method === 'patch' || method === 'post'
        ? 'update'
        : undefined;
  if (itemParameter === undefined)
    return method === 'post' ? 'create' : method === 'put' ? 'replace' : undefined;
  if (method === 'put') return 'replace';
  if (method === 'patch') return 'update';
  // POST on an item updates it where nothing else does.
  return method === 'post' &&
    !items.some((other) => other.method === 'put' || other.method === 'patch')
    ? 'update'
    : undefined;
}
