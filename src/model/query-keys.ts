import { entityName } from './entity-name.ts';
import { unwrap } from './envelope.ts';
import { sameName, singular } from './names.ts';
import { isReport } from './path-words.ts';
import { parametersIn, type RawOperation } from './raw-operations.ts';
import { isKeyName } from './receipts.ts';
import { componentOf, itemsOf, resolved, type Schemas } from './schema-shape.ts';

/**
 * Items that their paths do not name: `GET /order?id=` answers one order, as `GET /orders/{id}`
 * does, where the parameter must be sent and is called like a key. Only what some operation brings
 * or lists under the same word is stored, and can be read so; and only what is read can be changed.
 */
export function withQueryKeys(raw: readonly RawOperation[], schemas: Schemas): RawOperation[] {
  const keys = new Map(raw.map((operation) => [operation, queryKey(operation, schemas)]));
  const isOfWord = (one: RawOperation, other: RawOperation) =>
    sameName(singular(one.word), singular(other.word));
  const shows = (operation: RawOperation) => isShownByWord(operation, schemas);
  const isRead = (operation: RawOperation) =>
    raw.some(
      (other) =>
        other.method === 'get' &&
        isOfWord(operation, other) &&
        (other.itemParameter !== undefined ||
          keys.get(other) !== undefined ||
          lists(other, schemas)) &&
        shows(other),
    );
  const isBrought = (operation: RawOperation) =>
    raw.some(
      (other) =>
        isOfWord(operation, other) &&
        (lists(other, schemas) ||
          ((other.method === 'post' || other.method === 'put') && other.request !== undefined)),
    );
  return raw.map((operation) => {
    const key = keys.get(operation);
    if (key === undefined) return operation;
    const isStored =
      operation.method === 'get' ? shows(operation) && isBrought(operation) : isRead(operation);
    return isStored ? { ...operation, itemParameter: key, isKeyInQuery: true as const } : operation;
  });
}

const ITEM_METHODS: ReadonlySet<string> = new Set(['get', 'put', 'patch', 'delete']);

/** The only parameter of a query that must be sent, where it is called like the key of one thing. */
function queryKey(raw: RawOperation, schemas: Schemas): string | undefined {
  const { method, path, word, operation, itemParameter, request } = raw;
  if (itemParameter !== undefined || !ITEM_METHODS.has(method) || isReport(word)) return undefined;
  const needed = parametersIn(operation, 'query').filter(({ required }) => required === true);
  const [key] = needed;
  if (!key || needed.length > 1 || path.includes(`{${key.name}}`)) return undefined;
  const isSeveral =
    itemsOf(key.schema, schemas) !== undefined ||
    resolved(key.schema, schemas).type === 'object' ||
    unwrap(request?.schema, schemas, singular(word), 'never')?.kind === 'list' ||
    lists(raw, schemas);
  return !isSeveral && isKeyName(key.name, { word, itemParameter: undefined })
    ? key.name
    : undefined;
}

/** Whether an operation answers a list. */
const lists = ({ word, success }: RawOperation, schemas: Schemas): boolean =>
  unwrap(success.body?.schema, schemas, singular(word), 'unlikely')?.kind === 'list';

/** Whether what an operation answers is what its path has the word for, and not a word on it. */
function isShownByWord({ word, success }: RawOperation, schemas: Schemas): boolean {
  const answer = unwrap(success.body?.schema, schemas, singular(word), 'unlikely');
  if (!answer) return false;
  const component = componentOf(answer.schema);
  return (
    component === undefined ||
    sameName(entityName(component, word, undefined, false), singular(word))
  );
}
