import type { Schema } from '../spec/openapi.ts';
import { envelopeRole, type Neighbourhood } from './envelope-roles.ts';
import { isPlural, sameName, singular, squash } from './names.ts';
import { objectShape } from './object-shape.ts';
import { itemsOf, type Schemas, unwrapNull } from './schema-shape.ts';
import type { EnvelopeMember, JsonValue } from './types.ts';

/** A body taken apart: where the entity or the list stands in it, and what stands round it. */
export interface Unwrapped {
  readonly kind: 'entity' | 'list';
  /** Schema of the entity, or of a list's items. */
  readonly schema: Schema;
  readonly path: readonly string[];
  readonly envelope: readonly EnvelopeMember[];
  /** Required members of the envelope that nobody can supply. */
  readonly unknown: readonly string[];
  /** Optional members beside the entity that the service has no value for, such as a secret told once. */
  readonly unsaid: readonly string[];
}

/**
 * How readily a body is read as a list: `GET /pets` answers one in whatever wrapper, `GET
 * /pets/{id}` only in one that holds nothing else, and a pet that is sent may have lists of its own.
 */
export type ListReading = 'likely' | 'unlikely' | 'never';

const LIST_NAMES =
  /^(?:data|items?|results?|entries|records|values|list|rows|content|elements|resources|hits|objects|collection|embedded)$/;
const ENTITY_NAMES =
  /^(?:data|item|result|record|value|entity|resource|object|response|payload|attributes)$/;
const PAGING_OBJECTS =
  /^(?:meta|metadata|pagination|paging|page|pageinfo|links|cursors?|paginationinfo|listmeta|metainfo|responsemetadata|pager|paginationmeta)$/;
const STATUS =
  /^(?:success|ok|status|statuscode|message|msg|code|object|kind|type|meta|links|errors?|problems?|warnings?|debug|requestid|traceid|timestamp)$/;
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

type Members = readonly (readonly [string, { schema: Schema; required: boolean }])[];

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
  const chosen = [named, arrays.length === 1 ? arrays[0] : undefined].find((candidate) => {
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
    return reading === 'likely' && candidate === named && looksLikeEnvelope(others, schemas);
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
  const wanted =
    objects.find(([name]) => sameName(singular(name), singular(hint)) && !isPlural(name)) ??
    objects.find(([name]) => ENTITY_NAMES.test(squash(name))) ??
    (reading !== 'never' && members.length === 1
      ? objects.find((member) => isThing(member, hint, schemas))
      : undefined);
  if (!wanted) return undefined;
  const [name, { schema }] = wanted;
  const others = without(members, name);
  const isBeside = ([other, member]: Members[number]) =>
    isPaging(other, member.schema, schemas) || STATUS.test(squash(other)) || isSecret(other);
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

const isPagingObject = (name: string, schema: Schema, schemas: Schemas): boolean =>
  PAGING_OBJECTS.test(squash(name)) &&
  (objectShape(schema, schemas) !== undefined ||
    unwrapNull(schema, schemas).schema.type === undefined);

/** Members round a list by their role; nested ones (`meta.total`) with their whole path. */
function envelopeOf(
  members: Members,
  schemas: Schemas,
  prefix: readonly string[],
): Omit<Unwrapped, 'kind' | 'schema' | 'path'> {
  const envelope: EnvelopeMember[] = [];
  const unknown: string[] = [];
  const around: Neighbourhood = {
    siblings: new Set(members.map(([name]) => squash(name))),
    holder: squash(prefix.at(-1) ?? ''),
  };
  for (const [name, { schema, required }] of members) {
    const path = [...prefix, name];
    const { schema: plain, nullable } = unwrapNull(schema, schemas);
    const role = envelopeRole(name, schema, schemas, around);
    if (role !== undefined) {
      envelope.push({
        path,
        role,
        required,
        nullable,
        ...standIn(role, name, plain, required && !nullable),
        ...(role.endsWith('-link') && plain.pattern !== undefined && { pattern: plain.pattern }),
      });
      continue;
    }
    const inner = prefix.length < 3 ? objectShape(plain, schemas) : undefined;
    const isInner = isPagingObject(name, schema, schemas) || required || prefix.length > 0;
    if (inner && inner.properties.size > 0 && isInner) {
      const nested = envelopeOf([...inner.properties], schemas, path);
      if (required || nested.unknown.length === 0) {
        envelope.push(...nested.envelope);
        if (required) unknown.push(...nested.unknown);
      }
    } else if (required) {
      const value = nullable ? null : valueOf(name, plain);
      if (value === undefined) unknown.push(path.join('.'));
      else envelope.push({ path, role: 'constant', value, required, nullable });
    }
  }
  return { envelope, unknown, unsaid: [] };
}

/** The value of a constant, and what stands in for a next page where there is none. */
function standIn(
  role: EnvelopeMember['role'],
  name: string,
  schema: Schema,
  isNeeded: boolean,
): { value?: JsonValue } {
  if (role === 'constant') return { value: constantOf(schema, name) ?? null };
  if (!isNeeded) return {};
  return { value: /integer|number/.test(String(schema.type)) ? 0 : '' };
}

/** A value for a required member that tells nothing of the list: empty, or that all went well. */
function valueOf(name: string, schema: Schema): JsonValue | undefined {
  if (schema.type === 'array' && (schema.minItems ?? 0) === 0) return [];
  if (schema.type === 'object' && (schema.required ?? []).length === 0) return {};
  const word = squash(name);
  if (schema.type === 'string' && schema.enum)
    return schema.enum.find((value) =>
      /^(?:ok|success|successful|succeeded)$/i.test(String(value)),
    ) as JsonValue | undefined;
  if (schema.type === 'string' && /^(?:message|msg)$/.test(word) && isFree(schema)) return 'OK';
  return undefined;
}

const isFree = ({ pattern, format, minLength = 0, maxLength = 9 }: Schema): boolean =>
  pattern === undefined && format === undefined && minLength <= 2 && maxLength >= 2;

function constantOf(schema: Schema, name: string): JsonValue | undefined {
  if (schema.const !== undefined) return schema.const as JsonValue;
  if (schema.type === 'boolean') return !/error|fail/i.test(name);
  return schema.enum?.[0] as JsonValue | undefined;
}
