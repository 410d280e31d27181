import type { Schema } from '../spec/openapi.ts';
import { envelopeRole, type Neighbourhood } from './envelope-roles.ts';
import { squash } from './names.ts';
import { objectShape } from './object-shape.ts';
import { type Schemas, unwrapNull } from './schema-shape.ts';
import type { EnvelopeMember, JsonValue } from './types.ts';

/** What stands round an entity or a list in a body. */
export interface Surroundings {
  readonly envelope: readonly EnvelopeMember[];
  /** Required members of the envelope that nobody can supply. */
  readonly unknown: readonly string[];
  /** Optional members beside the entity that the service has no value for, such as a secret told once. */
  readonly unsaid: readonly string[];
}

/** The members of an object by name. */
export type Members = readonly (readonly [string, { schema: Schema; required: boolean }])[];

const PAGING_OBJECTS =
  /^(?:meta|metadata|pagination|paging|page|pageinfo|links|cursors?|paginationinfo|listmeta|metainfo|responsemetadata|pager|paginationmeta|(?:hydra)?view)$/;
/** `meta`, `links`: an object that only tells of pages. */
export const isPagingObject = (name: string, schema: Schema, schemas: Schemas): boolean =>
  PAGING_OBJECTS.test(squash(name)) &&
  (objectShape(schema, schemas) !== undefined ||
    unwrapNull(schema, schemas).schema.type === undefined);

/** Members round a list by their role; nested ones (`meta.total`) with their whole path. */
export function envelopeOf(
  members: Members,
  schemas: Schemas,
  prefix: readonly string[],
): Surroundings {
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
        ...(role.endsWith('-cursor') && whatItHolds(plain)),
        ...(COUNTED.has(role) && boundsOf(plain)),
      });
      continue;
    }
    const inner = prefix.length < 3 ? objectShape(plain, schemas) : undefined;
    const isInner = isPagingObject(name, schema, schemas) || required || prefix.length > 0;
    if (inner && inner.properties.size > 0 && isInner) {
      const nested = envelopeOf([...inner.properties], schemas, path);
      if (required || nested.unknown.length === 0) {
        // It must be there though nothing in it must.
        if (required && !nested.envelope.some((member) => member.required))
          envelope.push({ path, role: 'constant', value: {}, required, nullable });
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

function whatItHolds({ type }: Schema): { holds?: 'text' | 'number' } {
  const types = [type].flat();
  const isText = types.includes('string');
  const isNumber = types.includes('integer') || types.includes('number');
  return isText === isNumber ? {} : { holds: isText ? 'text' : 'number' };
}

/** What grows with the list, so that a bound may be met. */
const COUNTED: ReadonlySet<EnvelopeMember['role']> = new Set([
  'total',
  'count',
  'limit',
  'page-count',
]);

/** Nobody stores more than what 32 bits count. */
const UNBOUNDED = 2 ** 31 - 1;

function boundsOf({ minimum, maximum }: Schema): { minimum?: number; maximum?: number } {
  return {
    ...(minimum !== undefined && minimum > 0 && { minimum }),
    ...(maximum !== undefined && maximum < UNBOUNDED && { maximum }),
  };
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
