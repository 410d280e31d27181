import { isNamedAfter, isWordFor, thingShown } from './entity-name.ts';
import { isImperative } from './path-words.ts';
import { isPlural, sameName, singular, squash, typeName } from './names.ts';
import type { RawOperation } from './raw-operations.ts';
import { objectShape } from './object-shape.ts';
import { isPartialPut } from './partial-put.ts';
import { isOutcome, isReceipt } from './receipts.ts';
import { componentOf, type Schemas } from './schema-shape.ts';
import type { ShapeUse } from './properties.ts';
import { toldOperation } from './told.ts';
import { makesItem } from './upserts.ts';
import type { Bodies, Collection } from './which-entity.ts';
import type { Schema } from '../spec/openapi.ts';

/** The collections of one entity, with every body that shows or brings it. */
export interface Group {
  /** The name that is inferred, by which paths and properties go. */
  readonly name: string;
  readonly collections: readonly Collection[];
  readonly uses: readonly ShapeUse[];
}

export type BodiesOf = (operation: RawOperation) => Bodies;

/** Puts collections together that hold the same entity, the one that it lives at first. */
export function groupCollections(
  collections: readonly Collection[],
  bodies: BodiesOf,
  schemas: Schemas,
): Group[] {
  const groups = new Map<string, Collection[]>();
  for (const collection of withHomes(collections, schemas)) {
    if (!collection.primary) continue;
    if (!collection.isSingleton && holdsOnlyActions(collection)) continue;
    const key = collection.isSingleton
      ? `one ${collection.path}`
      : `many ${collection.entityName.toLowerCase()}`;
    groups.set(key, [...(groups.get(key) ?? []), collection]);
  }
  return [...groups.values()]
    .flatMap((together) => split(together, schemas))
    .flatMap(tables)
    .map(({ name, collections: own }) => groupOf(name, own, bodies, schemas));
}

/**
 * What shows more or less of something that lives elsewhere goes by its name: a `TaskCompact` of
 * `/subtasks` is a `Task`.
 */
function withHomes(collections: readonly Collection[], schemas: Schemas): Collection[] {
  const homes = Map.groupBy(
    collections.filter(({ word, entityName }) => isWordFor(word, entityName)),
    ({ entityName }) => entityName,
  );
  return collections.map((collection) => {
    const { primary, word, entityName } = collection;
    const component = componentOf(primary);
    if (component === undefined || isWordFor(word, entityName)) return collection;
    const thing = thingShown(component, word);
    const own = thing === undefined || isWordFor(word, thing) ? [] : (homes.get(thing) ?? []);
    const isShown = own.some((home) => isAlike(home.primary, primary, schemas));
    return isShown && thing !== undefined ? { ...collection, entityName: thing } : collection;
  });
}

/** A group of collections, with every body of theirs that is about the entity. */
export function groupOf(
  name: string,
  collections: readonly Collection[],
  bodies: BodiesOf,
  schemas: Schemas,
): Group {
  const [main] = collections;
  const uses = collections.flatMap((collection) =>
    usesOf(collection, main ?? collection, bodies, schemas),
  );
  return { name, collections, uses };
}

/**
 * One schema may describe several tables: branches and tags are both refs, each with a life of its
 * own. What is only shown under another word stays with the entity that it shows.
 */
function tables(collections: readonly Collection[]): { name: string; collections: Collection[] }[] {
  const sorted = [...collections].sort((one, other) => homeliness(other) - homeliness(one));
  const found: { name: string; word: string; collections: Collection[] }[] = [];
  for (const collection of sorted) {
    const { word, entityName } = collection;
    const isFirst = found.length === 0;
    const own = found.find((table) => sameName(singular(table.word), singular(word)));
    if (own) own.collections.push(collection);
    else if (isFirst) found.push({ name: entityName, word, collections: [collection] });
    else if (livesAlone(collection) && !isWordFor(word, entityName))
      found.push({ name: typeName(singular(word), entityName), word, collections: [collection] });
    else found[0]?.collections.push(collection);
  }
  const [main, ...others] = found;
  const isNamed = main === undefined || isWordFor(main.word, main.name);
  if (main && !isNamed && others.length > 0) main.name = typeName(singular(main.word), main.name);
  return found;
}

/** How much a collection looks like the place where its entity lives. */
function homeliness({ word, entityName, items, operations, path }: Collection): number {
  const has = (...methods: string[]) =>
    [...items, ...operations].some(({ method }) => methods.includes(method));
  return (
    (isWordFor(word, entityName) ? 16 : 0) +
    (items.length > 0 ? 8 : 0) +
    (operations.some(({ method }) => method === 'post') ? 4 : 0) +
    (has('put', 'patch', 'delete') ? 2 : 0) +
    (path.includes('{') ? 0 : 1)
  );
}

/** What is created, and read, changed or removed again under the same path. */
const livesAlone = ({ operations, items }: Collection): boolean =>
  operations.some(({ method, request }) => method === 'post' && request !== undefined) &&
  items.length > 0;

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

/** What is sent to an item changes it, however little of it is shown again. */
function sharesAny(one: Schema | undefined, other: Schema, schemas: Schemas): boolean {
  const names = objectShape(one, schemas)?.properties;
  return [...(objectShape(other, schemas)?.properties.keys() ?? [])].some((name) =>
    names?.has(name),
  );
}

/** The bodies of a collection's operations that are about its entity. */
function usesOf(
  collection: Collection,
  main: Collection,
  bodies: BodiesOf,
  schemas: Schemas,
): ShapeUse[] {
  const creates = [...new Set([...collection.operations, ...main.operations])].flatMap((one) => {
    const { request } = one.method === 'post' ? bodies(one) : {};
    return request?.kind === 'entity' ? [request.schema] : [];
  });
  return [...collection.operations, ...collection.items].flatMap((operation) => {
    const { request, response } = bodies(operation);
    const uses: ShapeUse[] = [];
    const isOwn = (schema: Schema) =>
      collection.isTold === true ||
      isAlike(main.primary, schema, schemas) ||
      (isNamedAfter(componentOf(schema), collection.entityName) &&
        objectShape(schema, schemas) !== undefined);
    if (
      response &&
      isOwn(response.schema) &&
      !isParent(operation, response.schema, collection, main) &&
      !isActionBody(operation, collection, main) &&
      !isReceiptOf(operation, response.schema, collection, main, schemas) &&
      !(operation.method === 'delete' && isOutcome(response.schema, main.primary, schemas))
    )
      uses.push({ usage: 'response', schema: response.schema, operation });
    const isPartial = request && isPartialPut(operation, request.schema, creates, schemas);
    const usage = toldUsage(operation) ?? (isPartial ? 'update' : usageOf(operation, collection));
    const isChange = operation.itemParameter !== undefined || collection.isSingleton;
    const isSent = (schema: Schema) =>
      isOwn(schema) || (isChange && sharesAny(main.primary, schema, schemas));
    const isMade = usage !== 'create' || collection.isTold === true || holdsMany(collection);
    if (request?.kind === 'entity' && usage !== undefined && isMade && isSent(request.schema))
      uses.push({
        usage,
        schema: request.schema,
        operation,
        ...(usage === 'replace' && makesItem(operation) && { makes: true }),
      });
    return uses;
  });
}

/** Whether a write answers what the thing lies under: `POST /users/{id}/keys` that answers the user. */
function isParent(
  { method }: RawOperation,
  schema: Schema,
  { path, entityName, isTold }: Collection,
  { primary }: Collection,
): boolean {
  const component = componentOf(schema);
  if (method === 'get' || isTold === true || component === undefined) return false;
  if (component === componentOf(primary) || isNamedAfter(component, entityName)) return false;
  const above = path.split('/').slice(0, -1);
  return above.some(
    (word) => /^\w/.test(word) && isNamedAfter(component, typeName(singular(word))),
  );
}

/** Whether a create answers no more than the key of what it made. */
const isReceiptOf = (
  { method, itemParameter: own, success }: RawOperation,
  schema: Schema,
  { word, itemParameter, entityName }: Collection,
  { primary }: Collection,
  schemas: Schemas,
): boolean =>
  method === 'post' &&
  own === undefined &&
  success.status !== 202 &&
  isReceipt(schema, primary, { word, itemParameter, entityName }, schemas);

/** Whether a collection has things in it: what is posted to others is an action, such as `/share/group`. */
export const holdsMany = (
  { items, isListed, word, entityName }: Collection,
  name = entityName,
): boolean =>
  // What is only posted to a path is no thing of it, but one more thing to do.
  items.some(({ method }) => method !== 'post') ||
  isListed ||
  (isPlural(word) && isWordFor(word, name) && !isImperative(word));

/** Whether what is posted to a path says what is to be done, and its answer what came of it. */
const isActionBody = (
  { method, itemParameter }: RawOperation,
  collection: Collection,
  main: Collection,
): boolean =>
  itemParameter === undefined &&
  method === 'post' &&
  collection.items.length === 0 &&
  !collection.operations.some((other) => other.method === 'get') &&
  !putsUnderParent(collection, main);

/** `POST /threads/{id}/jobs`, where jobs live under `/jobs`. */
const putsUnderParent = (collection: Collection, main: Collection): boolean =>
  collection !== main &&
  (main.items.length > 0 || main.isListed) &&
  collection.path.split('/').at(-2)?.startsWith('{') === true &&
  holdsMany(collection);

/** What the description itself says that the body of a PUT is for. */
function toldUsage(operation: RawOperation): ShapeUse['usage'] | undefined {
  const { kind } = toldOperation(operation);
  return operation.method === 'put' && (kind === 'replace' || kind === 'update') ? kind : undefined;
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
