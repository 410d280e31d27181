import type { Schema } from '../spec/openapi.ts';
import { envelopeOf, isPagingObject, type Members, type Surroundings } from './envelope-members.ts';
import { envelopeRole } from './envelope-roles.ts';
import { isPlural, sameName, singular, squash } from './names.ts';
import { objectShape } from './object-shape.ts';
import { itemsOf, type Schemas, unwrapNull } from './schema-shape.ts';

/** A body taken apart: where the entity or the list stands in it, and what stands round it. */
export interface Unwrapped extends Surroundings {
  readonly kind: 'entity' | 'list';
  /** Schema of the entity, or of a list's items. */
  readonly schema: Schema;
  readonly path: readonly string[];
}

/**
 * How readily a body is read as a list: `GET /pets` answers one in whatever wrapper, `GET
 * /pets/{id}` only in one that holds nothing else, and a pet that is sent may have lists of its own.
 */
export type ListReading = 'likely' | 'unlikely' | 'never';

const LIST_NAMES =
  /^(?:data|items?|results?|entries|records|values|list|rows|content|elements|resources|hits|objects|collection|embedded|(?:hydra)?member)$/;
const ENTITY_NAMES =
  /^(?:data|item|result|record|value|entity|resource|object|response|payload|attributes)$/;
const STATUS =
  /^(?:success|ok|status|statuscode|message|msg|code|object|kind|type|meta|links|errors?|problems?|warnings?|debug|requestid|traceid|timestamp)$/;
/** What nothing has that is stored: it tells of an answer. */
const OF_ANSWERS = /^(?:pagination|paging|pageinfo|problems?|errors?)$/;
const SECRET = /(?:token|secret|password|apikey|privatekey|credentials?)$/;

/** Finds the entity or list in a body's schema. `hint` is the resource's word: `special-events`. */
export function unwrap(
  schema: Schema | boolean | undefined,
  schemas: Schemas,
  hint: string,
  reading: ListReading = 'likely',
): Unwrapped | undefined {
  if (schema === undefined) return undefined;
  const items = itemsOf(schema, schemas);
  if (items) return { kind: 'list', schema: items, path: [], ...nothingRound };
  const shape = objectShape(schema, schemas);
  if (!shape) return undefined;
  const members = [...shape.properties];
  const list =
    reading === 'never'
      ? undefined
      : (listIn(members, schemas, hint, [], reading) ??
        nestedList(members, schemas, hint, reading));
  if (list) return list;
  const own = typeof schema === 'object' ? schema : {};
  return (
    entityIn(members, schemas, hint, reading) ?? {
      kind: 'entity',
      schema: own,
      path: [],
      ...nothingRound,
    }
  );
}

const nothingRound = { envelope: [], unknown: [], unsaid: [] };

const without = (members: Members, name: string): Members =>
  members.filter(([other]) => other !== name);

function listIn(
  members: Members,
  schemas: Schemas,
  hint: string,
  prefix: readonly string[],
  reading: ListReading,
): Unwrapped | undefined {
  const arrays = members.filter(([, { schema }]) => itemsOf(schema, schemas) !== undefined);
  const isName = (name: string) =>
    LIST_NAMES.test(squash(name)) || sameName(singular(name), singular(hint));
  const named =
    arrays.find(([name]) => sameName(singular(name), singular(hint))) ??
    arrays.find(([name]) => isName(name));
  const alike = arrays.filter(([name]) => endsAlike(name, hint));
  const partlyNamed =
    alike.length === 1 && members.some(([name, { schema }]) => isPaging(name, schema, schemas))
      ? alike[0]
      : undefined;
  const main = named ?? partlyNamed;
  const chosen = [main, arrays.length === 1 ? arrays[0] : undefined].find((candidate) => {
    if (!candidate) return false;
    const [name, { schema }] = candidate;
    const others = without(members, name);
    if (others.every(([other, member]) => isPaging(other, member.schema, schemas))) {
      // One list of texts may be all that a small entity has.
      return (
        reading === 'likely' ||
        isName(name) ||
        objectShape(itemsOf(schema, schemas), schemas) !== undefined
      );
    }
    const isOneOfMany = others.some(([, other]) => listsSame(other.schema, schema, schemas));
    return (
      reading === 'likely' &&
      candidate === main &&
      !isOneOfMany &&
      looksLikeEnvelope(others, schemas)
    );
  });
  if (!chosen) return undefined;
  const [name, { schema }] = chosen;
  const round = envelopeOf(without(members, name), schemas, prefix);
  return {
    kind: 'list',
    schema: itemsOf(schema, schemas) ?? {},
    path: [...prefix, name],
    ...round,
  };
}

/** `exports` or `exportList` under `/account-exports`, and `accountExports` under `/exports`. */
function endsAlike(name: string, hint: string): boolean {
  const own = singular(name.replace(/[_-]?(?:list|array)$/i, ''));
  const path = singular(hint);
  return own === path || own.endsWith(` ${path}`) || path.endsWith(` ${own}`);
}

/** `{ admins: [], readers: [] }` is one thing with several lists of the same. */
function listsSame(one: Schema, other: Schema, schemas: Schemas): boolean {
  const component = itemsOf(one, schemas)?.$ref;
  return component !== undefined && component === itemsOf(other, schemas)?.$ref;
}

/** A member that tells where in a list this page is. */
const isPaging = (name: string, schema: Schema, schemas: Schemas): boolean =>
  envelopeRole(name, schema, schemas) !== undefined || isPagingObject(name, schema, schemas);

/** An entity may have an `items` list of its own: then it has an identity too. */
function looksLikeEnvelope(others: Members, schemas: Schemas): boolean {
  if (others.length === 0) return true;
  const hasIdentity = others.some(
    ([name, { schema }]) =>
      /^(?:id|uuid|slug|name|title)$/i.test(name) &&
      ['string', 'integer'].includes(String(unwrapNull(schema, schemas).schema.type)),
  );
  const known = others.filter(([name, { schema }]) => isPaging(name, schema, schemas)).length;
  return !hasIdentity && (known > 0 || others.length <= 3);
}

/** `{ data: { items: [] } }`, `{ _embedded: { pets: [] } }` */
function nestedList(
  members: Members,
  schemas: Schemas,
  hint: string,
  reading: ListReading,
): Unwrapped | undefined {
  for (const [name, { schema }] of members) {
    if (!/^(?:data|embedded|result|response|payload)$/.test(squash(name))) continue;
    const inner = objectShape(schema, schemas);
    const found = inner && listIn([...inner.properties], schemas, hint, [name], reading);
    if (!found) continue;
    const outer = envelopeOf(without(members, name), schemas, []);
    return {
      ...found,
      envelope: [...found.envelope, ...outer.envelope],
      unknown: [...found.unknown, ...outer.unknown],
    };
  }
  return undefined;
}

/** `{ pet: { … } }`, `{ success: true, data: { … } }` */
function entityIn(
  members: Members,
  schemas: Schemas,
  hint: string,
  reading: ListReading,
): Unwrapped | undefined {
  const objects = members.filter(([, { schema }]) => objectShape(schema, schemas) !== undefined);
  const isBeside = ([other, member]: Members[number]) =>
    isPaging(other, member.schema, schemas) || STATUS.test(squash(other)) || isSecret(other);
  const wanted =
    objects.find(([name]) => sameName(singular(name), singular(hint)) && !isPlural(name)) ??
    objects.find(([name]) => ENTITY_NAMES.test(squash(name))) ??
    (reading !== 'never' && members.length === 1
      ? objects.find((member) => isThing(member, hint, schemas))
      : undefined) ??
    (reading !== 'never' && objects.some(([name]) => OF_ANSWERS.test(squash(name)))
      ? objects.find((member) => !isBeside(member))
      : undefined);
  if (!wanted) return undefined;
  const [name, { schema }] = wanted;
  const others = without(members, name);
  if (!others.every(isBeside)) return undefined;
  const { envelope, unknown } = envelopeOf(others, schemas, []);
  return {
    kind: 'entity',
    schema,
    path: [name],
    envelope: envelope.filter(({ role }) => role === 'constant' || role === 'self-link'),
    unknown,
    unsaid: others.flatMap(([other, { required }]) =>
      !required && isSecret(other) ? [other] : [],
    ),
  };
}

/** `{ factTableFilter: { id, … } }` under `/filters` */
function isThing([name, { schema }]: Members[number], hint: string, schemas: Schemas): boolean {
  const last = squash(singular(hint).split(' ').at(-1) ?? '');
  const hasId = [...(objectShape(schema, schemas)?.properties.keys() ?? [])].some((member) =>
    /^(?:id|uuid|slug)$/i.test(member),
  );
  return hasId || (last !== '' && squash(name).endsWith(last));
}

const isSecret = (name: string): boolean => SECRET.test(squash(name));
