import { unwrap } from './envelope.ts';
import { isPlural, sameName, singular } from './names.ts';
import { objectShape } from './object-shape.ts';
import { type RawOperation, wordOf } from './raw-operations.ts';
import type { Schemas } from './schema-shape.ts';

/**
 * Lists that their paths do not show. A path that ends in a parameter names an item, unless it
 * answers a list and items lie deeper (`GET /taxonomies/{namespace}` beside
 * `/taxonomies/{namespace}/{key}`), or the parameter is another member of what is listed
 * (`GET /tests/service/{serviceId}`). `GET /orders/all` lists the orders.
 */
export function withListPaths(raw: readonly RawOperation[], schemas: Schemas): RawOperation[] {
  const collections = new Set(
    raw.flatMap(({ itemParameter, collection }) =>
      itemParameter === undefined ? [] : [collection],
    ),
  );
  const written = new Set(raw.filter(({ method }) => method !== 'get').map(({ path }) => path));
  const lists = new Map(
    raw
      .filter(({ method, itemParameter }) => method === 'get' && itemParameter !== undefined)
      .flatMap((operation) => {
        const { path, word } = operation;
        const hasItems = collections.has(path);
        if (!hasItems && written.has(path)) return [];
        const listed = listedBy(operation, schemas);
        if (listed === undefined) return [];
        if (hasItems) return [[path, word] as const];
        return isNarrowed(operation, listed) ? [[path, listWord(operation)] as const] : [];
      }),
  );
  return raw.map((operation) => {
    const word = lists.get(operation.path);
    if (word === undefined) return listOfAll(operation);
    return { ...operation, collection: operation.path, itemParameter: undefined, word };
  });
}

type Members = ReadonlyMap<string, unknown>;

/** The members of what an operation lists, where it answers a list of objects. */
function listedBy({ success, word }: RawOperation, schemas: Schemas): Members | undefined {
  const found = unwrap(success.body?.schema, schemas, word, 'unlikely');
  return found?.kind === 'list' ? objectShape(found.schema, schemas)?.properties : undefined;
}

/** The path's parameter is a member of what is listed, under its own name. */
const isNarrowed = ({ itemParameter = '' }: RawOperation, members: Members): boolean =>
  [...members.keys()].some((name) => sameName(name, itemParameter)) &&
  !/^(?:id|uuid)$/i.test(itemParameter);

/** `/tests/service/{serviceId}` lists tests: the word before the parameter says what it is of. */
function listWord({ collection, word, itemParameter = '' }: RawOperation): string {
  const before = wordOf(collection.slice(0, collection.lastIndexOf('/')));
  const isOfParameter =
    sameName(`${singular(word)}Id`, itemParameter) || sameName(word, itemParameter);
  return isOfParameter && isPlural(before) ? before : word;
}

/** `GET /orders/all` is `GET /orders`. */
function listOfAll(operation: RawOperation): RawOperation {
  const { method, collection, itemParameter } = operation;
  const parent = /^(.*\/[^/{}]+)\/all$/i.exec(collection)?.[1];
  if (method !== 'get' || itemParameter !== undefined || parent === undefined) return operation;
  return isPlural(wordOf(parent))
    ? { ...operation, collection: parent, word: wordOf(parent) }
    : operation;
}
