import type { Schema } from '../spec/openapi.ts';
import { entityName } from './entity-name.ts';
import { singular } from './names.ts';
import { unwrap, type Unwrapped } from './envelope.ts';
import type { RawOperation } from './raw-operations.ts';
import { objectShape } from './object-shape.ts';
import { isReceipt } from './receipts.ts';
import { componentOf, type Schemas, unwrapNull } from './schema-shape.ts';

/** Operations on one collection path and its items. */
export interface Collection {
  readonly path: string;
  readonly word: string;
  readonly operations: readonly RawOperation[];
  readonly items: readonly RawOperation[];
  readonly itemParameter: string | undefined;
  readonly primary: Schema | undefined;
  readonly isSingleton: boolean;
  /** Its `get` answers a list. */
  readonly isListed: boolean;
  /** A name for the entity: of its schema, else of the path. */
  readonly entityName: string;
  /** The description says that its operations are about the entity. */
  readonly isTold?: boolean;
}

export interface Bodies {
  readonly request: Unwrapped | undefined;
  readonly response: Unwrapped | undefined;
}

/** Groups operations by collection, and finds what each collection holds. */
export function findCollections(
  raw: readonly RawOperation[],
  bodies: (operation: RawOperation) => Bodies,
  schemas: Schemas,
): Collection[] {
  const byPath = new Map<string, RawOperation[]>();
  for (const operation of raw)
    byPath.set(operation.collection, [...(byPath.get(operation.collection) ?? []), operation]);
  return [...byPath].map(([path, operations]) => collectionOf(path, operations, bodies, schemas));
}

/** What operations on one collection path hold. */
export function collectionOf(
  path: string,
  all: readonly RawOperation[],
  bodies: (operation: RawOperation) => Bodies,
  schemas: Schemas,
): Collection {
  const items = all.filter(({ itemParameter }) => itemParameter !== undefined);
  const operations = all.filter(({ itemParameter }) => itemParameter === undefined);
  const word = all[0]?.word ?? '';
  const get = items.find(({ method }) => method === 'get');
  const list =
    operations.find(({ method }) => method === 'get') ??
    operations.find(({ method }) => method === 'query');
  const create = operations.find(({ method }) => method === 'post');
  const entityIn = (operation: RawOperation | undefined) => {
    const found = operation && bodies(operation).response;
    return found && found.kind === 'entity' ? found.schema : undefined;
  };
  const listed = list && bodies(list).response;
  const write = items.find(
    ({ method }) => method === 'put' || method === 'patch' || method === 'post',
  );
  const isSingleton = items.length === 0 && isSingletonCollection(operations, bodies);
  const [created, sent] = [entityIn(create), requested(create, bodies)];
  const candidates = [
    entityIn(get),
    listed?.kind === 'list' ? listed.schema : undefined,
    isSingleton ? entityIn(list) : undefined,
    isReceipt(created, sent, { word, itemParameter: items[0]?.itemParameter }, schemas)
      ? undefined
      : created,
    entityIn(write),
    sent,
    requested(write, bodies),
  ];
  const usable = candidates.filter(
    (schema): schema is Schema => schema !== undefined && isEntityLike(schema, schemas),
  );
  const primary = preferred(usable, schemas);
  return {
    path,
    word,
    operations,
    items,
    itemParameter: items[0]?.itemParameter,
    primary,
    isSingleton,
    isListed: listed?.kind === 'list',
    entityName: entityName(
      componentBehind(primary, schemas),
      word,
      items[0]?.itemParameter,
      isSingleton,
    ),
  };
}

/** A read-only answer may be thin; the fuller of get and list tells what is stored. */
function preferred(usable: readonly Schema[], _schemas: Schemas): Schema | undefined {
  return usable[0];
}

function requested(
  operation: RawOperation | undefined,
  bodies: (operation: RawOperation) => Bodies,
): Schema | undefined {
  const found = operation && bodies(operation).request;
  return found?.kind === 'entity' ? found.schema : undefined;
}

function isEntityLike(schema: Schema, schemas: Schemas): boolean {
  const shape = objectShape(schema, schemas);
  return shape !== undefined && shape.properties.size > 0;
}

/** `/settings` with a `get` of one object and a way to write it. */
function isSingletonCollection(
  operations: readonly RawOperation[],
  bodies: (operation: RawOperation) => Bodies,
): boolean {
  const get = operations.find(({ method }) => method === 'get');
  const writes = operations.some(({ method }) => method === 'put' || method === 'patch');
  return get !== undefined && writes && bodies(get).response?.kind === 'entity';
}

/** The component behind a schema, or the sole variant that it stands for. */
function componentBehind(schema: Schema | undefined, schemas: Schemas): string | undefined {
  return componentOf(schema) ?? componentOf(schema && soleVariant(schema, schemas));
}

function soleVariant(schema: Schema, schemas: Schemas): Schema | undefined {
  const found = unwrapNull(schema, schemas).schema;
  return found === schema ? undefined : found;
}

/** Both bodies of an operation, taken out of their envelopes. */
export function bodiesOf(operation: RawOperation, schemas: Schemas): Bodies {
  const { request, success, word, method, itemParameter } = operation;
  const isItem = itemParameter !== undefined;
  const one = singular(word);
  return {
    request: request && unwrap(request.schema, schemas, one, isItem ? 'never' : 'unlikely'),
    response:
      success.body &&
      unwrap(
        success.body.schema,
        schemas,
        word,
        isItem || (method !== 'get' && method !== 'query') ? 'unlikely' : 'likely',
      ),
  };
}
