import { isPlural, sameName, singular, squash, wordsOf } from './names.ts';
import type { RawOperation } from './raw-operations.ts';
import type { Entity, OperationKind } from './types.ts';
import type { Bodies, Collection } from './which-entity.ts';

interface Kind {
  readonly kind: OperationKind;
  readonly because: string;
  /** Why it cannot be live, where the kind alone says so. */
  readonly reason?: string;
}

/** Resources that mean something else for every caller. */
const CALLER =
  /^(?:me|self|current|myself|whoami|currentuser|profile|account|viewer|mine|my|session)$/;

/** What an operation does, from its method and the form of its path. */
export function whichKind(
  raw: RawOperation,
  collection: Collection | undefined,
  main: Collection | undefined,
  entity: Entity | undefined,
  bodies: Bodies,
): Kind {
  const { method, itemParameter, word } = raw;
  if (!collection || !entity)
    return {
      kind: method === 'delete' && itemParameter === undefined ? 'bulk' : 'action',
      because: 'no entity is behind its path',
      reason: isVerb(raw) ? 'it is a custom action' : 'the description shows no entity behind it',
    };
  if (CALLER.test(squash(word)) && itemParameter === undefined)
    return action('it is about the caller', `who /${word} is about depends on the caller`);
  // Beside the path that an entity lives at, another word means something that is not told.
  const isAside = collection !== main && !namesEntity(word, entity);
  if (isAside && (itemParameter !== undefined || !finds(raw)))
    return action(
      `/${word} is not the word for ${entity.label}`,
      `what /${word} says of a ${entity.label} is not described`,
    );
  if (itemParameter !== undefined) return itemKind(raw, collection);
  if (collection.isSingleton) return singletonKind(raw);
  if (raw.path.includes(':') && !raw.path.endsWith('}'))
    return action('its path ends in a custom method', 'it is a custom action');
  switch (method) {
    case 'get':
    case 'head':
      return listKind(raw, collection, entity, bodies);
    case 'post':
      return createKind(raw, collection, entity, bodies);
    case 'put':
      return bodyKeyKind(collection, entity, bodies);
    case 'patch':
    case 'delete':
      return {
        kind: 'bulk',
        because: `${method.toUpperCase()} on a whole collection`,
        reason: 'it changes many at once',
      };
    default:
      return action(
        `${method.toUpperCase()} says nothing about what is stored`,
        'it is a custom action',
      );
  }
}

/** `POST /orders/{id}/cancel`: a word behind an item, and something is done. */
const isVerb = ({ method, path }: RawOperation): boolean =>
  method !== 'get' && /\}\/[^/{}]+$/.test(path);

const action = (because: string, reason: string): Kind => ({ kind: 'action', because, reason });

function itemKind(raw: RawOperation, collection: Collection): Kind {
  const because = `${raw.method.toUpperCase()} on an item of ${collection.path}`;
  switch (raw.method) {
    case 'get':
      return { kind: 'get', because };
    case 'put':
      return { kind: 'replace', because };
    case 'patch':
      return { kind: 'update', because };
    case 'delete':
      return { kind: 'delete', because };
    case 'head':
      return { kind: 'exists', because };
    case 'post': {
      const hasOther = collection.items.some(
        ({ method }) => method === 'put' || method === 'patch',
      );
      const isKnown =
        collection.items.some(({ method }) => method === 'get' || method === 'delete') ||
        collection.operations.length > 0;
      return hasOther || !raw.request || !isKnown
        ? action('POST on an item that others change', 'it is a custom action')
        : { kind: 'update', because: 'POST on an item that nothing else changes' };
    }
    default:
      return action(because, 'it is a custom action');
  }
}

function singletonKind({ method }: RawOperation): Kind {
  const because = 'there is one, which is read and written';
  if (method === 'get') return { kind: 'get', because };
  if (method === 'put') return { kind: 'replace', because };
  if (method === 'patch') return { kind: 'update', because };
  if (method === 'delete')
    return {
      kind: 'action',
      because,
      reason: 'what is left of it after deleting is not described',
    };
  return action(because, 'it is a custom action');
}

/** `GET /orders`; a list under another word may mean a part that the description does not tell. */
function listKind(raw: RawOperation, collection: Collection, entity: Entity, bodies: Bodies): Kind {
  if (raw.method === 'head') return action('HEAD on a collection', 'it is a custom action');
  const { response } = bodies;
  if (response?.kind !== 'list')
    return action('it answers no list', 'it answers one thing for a whole collection');
  const hasOthers =
    collection.items.length > 0 || collection.operations.some(({ method }) => method === 'post');
  if (hasOthers || namesEntity(raw.word, entity))
    return { kind: 'list', because: `it answers a list of ${entity.label}` };
  if (finds(raw)) return { kind: 'list', because: `it finds ${entity.label} by a parameter` };
  return action(
    `/${raw.word} is not the word for ${entity.label}`,
    `which ${entity.label} /${raw.word} is about is not described`,
  );
}

/** `/pets/findByStatus?status=`: a list that a parameter narrows. */
function finds({ word, method, operation }: RawOperation): boolean {
  const byName = /^(?:find|search|list|get|query|filter)by/.test(squash(word));
  return (
    method === 'get' &&
    byName &&
    (operation.parameters ?? []).some(({ in: place }) => place === 'query')
  );
}

function createKind(
  raw: RawOperation,
  collection: Collection,
  entity: Entity,
  bodies: Bodies,
): Kind {
  const isCollection =
    collection.items.length > 0 ||
    collection.operations.some(({ method }) => method === 'get') ||
    (isPlural(raw.word) && namesEntity(raw.word, entity));
  if (!isCollection) return action('its path is a verb', 'it is a custom action');
  if (!raw.request)
    return action(
      'it has no body',
      raw.operation.requestBody ? 'its body is not JSON' : 'it has no body that says what to store',
    );
  if (bodies.request?.kind === 'list')
    return { kind: 'bulk', because: 'its body is a list', reason: 'it creates many at once' };
  const shown = bodies.response;
  if (shown?.kind === 'list')
    return {
      kind: 'action',
      because: 'it answers a list',
      reason: 'it answers a list to one body',
    };
  return { kind: 'create', because: `POST on the collection of ${entity.label}` };
}

/** `PUT /pet` with the id in the body. */
function bodyKeyKind(collection: Collection, entity: Entity, bodies: Bodies): Kind {
  const hasItems = collection.items.length > 0;
  const key =
    entity.key.fields.length === 1
      ? entity.fields.find(({ name }) => name === entity.key.fields[0])
      : undefined;
  if (
    bodies.request?.kind === 'entity' &&
    hasItems &&
    key &&
    !key.hidden &&
    !collection.items.some(({ method }) => method === 'put')
  ) {
    return { kind: 'replace', because: 'PUT on the collection, with the key in the body' };
  }
  return { kind: 'bulk', because: 'PUT on a whole collection', reason: 'it changes many at once' };
}

/** Whether a path's word is that of the entity: `museum-hours` of `MuseumDailyHours`. */
function namesEntity(word: string, entity: Entity): boolean {
  if (sameName(singular(word), entity.label) || sameName(word, entity.plural)) return true;
  const own = new Set(wordsOf(word).map(singular));
  const theirs = wordsOf(entity.label).map(singular);
  const shared = theirs.filter((part) => own.has(part)).length;
  return shared > 0 && (shared === own.size || shared === theirs.length);
}
