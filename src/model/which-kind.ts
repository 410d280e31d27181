import { withArticle } from './article.ts';
import { bulkKind } from './bulk-kind.ts';
import { isWordFor } from './entity-name.ts';
import { holdsMany } from './groups.ts';
import { isPlural } from './names.ts';
import {
  callerIn,
  finds,
  isReport,
  isReported,
  isReportOn,
  isSessionVerb,
  isVerb,
} from './path-words.ts';
import type { Body, RawOperation } from './raw-operations.ts';
import type { Entity, OperationKind } from './types.ts';
import type { Bodies, Collection } from './which-entity.ts';

interface Kind {
  readonly kind: OperationKind;
  readonly because: string;
  /** Why it cannot be live, where the kind alone says so. */
  readonly reason?: string;
}

/** What an operation does, from its method and the form of its path. */
export function whichKind(
  raw: RawOperation,
  collection: Collection | undefined,
  main: Collection | undefined,
  entity: Entity | undefined,
  bodies: Bodies,
): Kind {
  const { itemParameter, word } = raw;
  if (isSessionVerb(raw))
    return action(`/${word} is what a caller does to be known`, 'it is a custom action');
  const many = bulkKind(raw, bodies, collection);
  if (many) return many;
  if (!collection || !entity)
    return action(
      'no entity is behind its path',
      isVerb(raw) ? 'it is a custom action' : 'the description shows no entity behind it',
    );
  const caller = callerIn(raw);
  if (caller !== undefined) {
    const { kind, because } = whichOwnKind(raw, collection, entity, bodies);
    return { kind, because, reason: `who /${caller} is depends on the caller` };
  }
  // Beside the path that an entity lives at, another word means something that is not told.
  const isAside =
    collection !== main && collection.isTold !== true && !isWordFor(word, entity.name);
  if (isAside && (itemParameter !== undefined || !finds(raw))) {
    const isList = READS.has(raw.method) && bodies.response?.kind === 'list' && !itemParameter;
    return {
      kind: isList ? 'list' : 'action',
      because: `/${word} is not the word for ${entity.label}`,
      reason: `what /${word} says of ${withArticle(entity.label)} is not described`,
    };
  }
  return whichOwnKind(raw, collection, entity, bodies);
}

/** What an operation does at the path that its entity lives at. */
function whichOwnKind(
  raw: RawOperation,
  collection: Collection,
  entity: Entity,
  bodies: Bodies,
): Kind {
  const { method, itemParameter } = raw;
  const isRead = READS.has(method);
  const isAlone = itemParameter !== undefined && collection.operations.length === 0;
  if (
    isRead &&
    !isWritten(collection) &&
    (isReported(collection.path) || (isAlone && isReportOn(raw.word)))
  )
    return action('nothing puts anything into it', 'it answers what is worked out, not stored');
  if (itemParameter !== undefined) return itemKind(raw, collection, bodies);
  if (collection.isSingleton) return singletonKind(raw);
  if (raw.path.includes(':') && !raw.path.endsWith('}') && raw.sentBy === undefined)
    return action('its path ends in a custom method', 'it is a custom action');
  switch (method) {
    case 'get':
    case 'head':
    case 'query':
      return listKind(raw, collection, entity, bodies);
    case 'post':
      return createKind(raw, collection, entity, bodies);
    case 'put':
      return bodyKeyKind(collection, entity, bodies);
    case 'patch':
    case 'delete':
      if (!collection.isListed) return action('its path is no collection', 'it is a custom action');
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

const action = (because: string, reason: string): Kind => ({ kind: 'action', because, reason });

function itemKind(raw: RawOperation, collection: Collection, { response }: Bodies): Kind {
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
      const isForm =
        !raw.request && raw.operation.requestBody !== undefined && response?.kind === 'entity';
      if (hasOther || !isKnown || !(raw.request || isForm))
        return action('POST on an item that others change', 'it is a custom action');
      // RFC 9110, section 15.3.2: what is there already is not created.
      if (raw.success.status === 201 && raw.operation.responses?.['201'])
        return action('POST on an item that answers 201', 'what it creates is not described');
      return {
        kind: 'update',
        because: 'POST on an item that nothing else changes',
        ...(isForm && { reason: 'its body is not JSON' }),
      };
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
      kind: 'delete',
      because,
      reason: 'what is left of it after deleting is not described',
    };
  return action(because, 'it is a custom action');
}

const isWritten = ({ operations, items }: Collection): boolean =>
  [...operations, ...items].some(({ method }) => !READS.has(method));

const READS: ReadonlySet<string> = new Set(['get', 'head', 'query']);

/** `GET /orders`; a list under another word may mean a part that the description does not tell. */
function listKind(raw: RawOperation, collection: Collection, entity: Entity, bodies: Bodies): Kind {
  if (raw.method === 'head') return action('HEAD on a collection', 'it is a custom action');
  const { response } = bodies;
  if (response?.kind !== 'list') {
    const reason = 'it answers one thing for a whole collection';
    return holdsOne(collection)
      ? { kind: 'get', because: 'it answers the one that POST sets', reason }
      : action('it answers no list', reason);
  }
  const hasOthers =
    collection.items.length > 0 || collection.operations.some(({ method }) => method === 'post');
  if (!isWritten(collection) && collection.items.length === 0 && isReport(raw.word))
    return action('nothing puts anything into it', 'it answers what is worked out, not stored');
  if (!hasOthers && entity.fields.filter(({ hidden }) => !hidden).length < 2)
    return action('its items are single values', 'it answers values, which nothing puts there');
  if (hasOthers || isWordFor(raw.word, entity.name))
    return { kind: 'list', because: `it answers a list of ${entity.label}` };
  if (finds(raw)) return { kind: 'list', because: `it finds ${entity.label} by a parameter` };
  return action(
    `/${raw.word} is not the word for ${entity.label}`,
    `which ${entity.label} /${raw.word} is about is not described`,
  );
}

/** `GET` and `POST` of the same thing at a path without items: settings that are set by POST. */
function holdsOne({ items, isListed, operations, word }: Collection): boolean {
  if (items.length > 0 || isListed) return false;
  const of = (wanted: string) => operations.find(({ method }) => method === wanted);
  const nameOf = (body: Body | undefined): string | undefined =>
    typeof body?.schema === 'object' ? body.schema.$ref : undefined;
  const [one, post] = [nameOf(of('get')?.success.body), of('post')];
  // What is set may be answered again, or not; but who lists many may show one by mistake.
  const set = post?.success.body ?? (isPlural(word) ? undefined : post?.request);
  return one !== undefined && one === nameOf(set);
}

function createKind(
  raw: RawOperation,
  collection: Collection,
  entity: Entity,
  bodies: Bodies,
): Kind {
  if (holdsOne(collection))
    return {
      kind: 'update',
      because: 'GET answers one, which POST sets',
      reason: 'what it leaves as it is, is not described',
    };
  if (!holdsMany(collection, entity.name))
    return action('its path is a verb', 'it is a custom action');
  const because = `POST on the collection of ${entity.label}`;
  if (!raw.request) {
    const hasBody = raw.operation.requestBody !== undefined;
    return {
      kind: 'create',
      because,
      reason: hasBody ? 'its body is not JSON' : 'it has no body that says what to store',
    };
  }
  const shown = bodies.response;
  if (shown?.kind === 'list')
    return {
      kind: 'action',
      because: 'it answers a list',
      reason: 'it answers a list to one body',
    };
  return { kind: 'create', because };
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
