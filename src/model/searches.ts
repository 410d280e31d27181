import { unwrap } from './envelope.ts';
import { singular, squash } from './names.ts';
import { objectShape } from './object-shape.ts';
import { type RawOperation, wordOf } from './raw-operations.ts';
import { itemsOf, type Schemas } from './schema-shape.ts';

/** `/orders/search`, `/orders/_search`, `/orders:query`: the collection, and what is done with it. */
const ASKED = /^(.*[^/{}])[/:]([A-Za-z_-]+)$/;

/** What is asked of a collection by a body. */
const SEARCH = /^(?:search|query|find|filter|list)$/;

/**
 * Lists that are asked for by a body: `POST /orders/search` finds orders as `QUERY /orders` of
 * OpenAPI 3.2 does, and is read as that, whatever method it is sent by.
 */
export function withSearches(raw: readonly RawOperation[], schemas: Schemas): RawOperation[] {
  const collections = new Set(
    raw.flatMap(({ itemParameter, collection, method }) =>
      itemParameter !== undefined || method === 'get' || method === 'post' ? [collection] : [],
    ),
  );
  return raw.map((operation) => {
    const parent = searched(operation);
    if (parent === undefined || !collections.has(parent)) return operation;
    const word = wordOf(parent);
    if (!asksForList(operation, word, schemas)) return operation;
    const { method } = operation;
    return { ...operation, method: 'query', sentBy: method, collection: parent, word };
  });
}

/** The collection that an operation's path says it looks into. */
function searched({ method, itemParameter, collection }: RawOperation): string | undefined {
  if ((method !== 'post' && method !== 'query') || itemParameter !== undefined) return undefined;
  const [, parent, word = ''] = ASKED.exec(collection) ?? [];
  return SEARCH.test(squash(word)) ? parent : undefined;
}

/** Whether it answers a list to a body that is one object, or to none. */
function asksForList({ request, success }: RawOperation, word: string, schemas: Schemas): boolean {
  const isAsked =
    request === undefined ||
    (objectShape(request.schema, schemas) !== undefined &&
      itemsOf(request.schema, schemas) === undefined);
  const answer = unwrap(success.body?.schema, schemas, singular(word), 'likely');
  return isAsked && answer?.kind === 'list';
}
