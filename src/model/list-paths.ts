import { unwrap } from './envelope.ts';
import type { RawOperation } from './raw-operations.ts';
import { objectShape } from './object-shape.ts';
import { type Schemas } from './schema-shape.ts';

/**
 * A path that ends in a parameter names an item, unless it answers a list and items lie deeper:
 * `GET /taxonomies/{namespace}` lists what `/taxonomies/{namespace}/{key}` names one by one.
 */
export function withListPaths(raw: readonly RawOperation[], schemas: Schemas): RawOperation[] {
  const collections = new Set(
    raw.flatMap(({ itemParameter, collection }) =>
      itemParameter === undefined ? [] : [collection],
    ),
  );
  const lists = new Set(
    raw
      .filter(
        ({ path, method, itemParameter }) =>
          method === 'get' && itemParameter !== undefined && collections.has(path),
      )
      .filter(({ success, word }) => {
        const found = unwrap(success.body?.schema, schemas, word, 'unlikely');
        return found?.kind === 'list' && objectShape(found.schema, schemas) !== undefined;
      })
      .map(({ path }) => path),
  );
  return raw.map((operation) =>
    lists.has(operation.path)
      ? { ...operation, collection: operation.path, itemParameter: undefined }
      : operation,
  );
}
