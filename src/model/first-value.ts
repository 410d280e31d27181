import type { Schema } from '../spec/openapi.ts';
import { fieldTypeOf } from './field-type.ts';
import { squash } from './names.ts';
import { randomFor } from './random-text.ts';
import { objectShape } from './object-shape.ts';
import { itemsOf, type Schemas, unwrapNull } from './schema-shape.ts';
import type { FieldType, Generation, JsonValue } from './types.ts';
import { neutralValue } from './which-error-shape.ts';

const CREATED =
  /^(?:created|creation|inserted|added|registered|joined|opened|submitted|datecreated|timecreated|dateadded)(?:at|on|date|time|timestamp|datetime|datetimeutc|dateutc|utc|ts|when)?$/;
const UPDATED =
  /^(?:updated|update|modified|changed|edited|lastupdated?|lastmodified|lastmodification|lastchanged|lastedited|dateupdated|datemodified|timeupdated|updatetime|modification)(?:at|on|date|time|timestamp|datetime|datetimeutc|dateutc|utc|ts)?$/;
const COUNTER = /^(?:version|revision|generation|etag|resourceversion|lockversion|versionnumber)$/;
const RANDOM = /(?:token|secret|apikey|accesskey|clientid|key|code|uid|guid|nonce)$/;
/** Texts that end like secrets and tell something that is known. */
const NOT_RANDOM =
  /(?:country|currency|language|locale|postal|zip|area|status|error|region|state|type|reason|response|exit|source|time|color|colour|promo|discount|coupon|barcode|category|unit|industry|iso|sort|foreign|parent|public)(?:code|key)$/;

/** What the service itself puts into a field that no client writes; nothing where that is not plain. */
export function generationOf(
  name: string,
  schema: Schema,
  type: FieldType,
  schemas: Schemas,
): Generation | undefined {
  const word = squash(name);
  if (type === 'date-time' || type === 'date' || type === 'integer' || type === 'bigint') {
    if (CREATED.test(word) || word === 'createtime') return { by: 'created-at' };
    if (UPDATED.test(word)) return { by: 'updated-at' };
  }
  if ((type === 'integer' || type === 'bigint') && COUNTER.test(word)) return { by: 'version' };
  if (type === 'uuid') return { by: 'uuid' };
  if (type !== 'string' || !RANDOM.test(word) || NOT_RANDOM.test(word)) return undefined;
  const { schema: plain } = unwrapNull(schema, schemas);
  return plain.format === undefined || plain.format === 'password' ? randomFor(plain) : undefined;
}

const INITIAL =
  /^(?:new|draft|pending|created|open|opened|active|enabled|initial|placed|queued|none|unknown|default|todo|unset|received|submitted|requested|scheduled|waiting|inactive|not[ _-]?started|\w*unspecified)$/i;

/** A first value for what must be there and nobody sends; nothing where none would be valid. */
export function initialValue(
  schema: Schema,
  type: FieldType,
  schemas: Schemas,
  depth = 0,
): JsonValue | undefined {
  const { schema: plain, nullable } = unwrapNull(schema, schemas);
  if (plain.const !== undefined) return plain.const as JsonValue;
  if (plain.default !== undefined) return plain.default as JsonValue;
  if (type === 'enum') {
    const values = (plain.enum ?? []).filter((value): value is string => typeof value === 'string');
    return values.find((value) => INITIAL.test(value)) ?? values[0];
  }
  if (nullable) return null;
  const value = neutral(plain, type, schemas, depth);
  const listed = plain.enum as readonly JsonValue[] | undefined;
  return listed === undefined || (value !== undefined && listed.includes(value))
    ? value
    : listed[0];
}

/** What says the least of its type, whatever values are listed. */
function neutral(
  plain: Schema,
  type: FieldType,
  schemas: Schemas,
  depth: number,
): JsonValue | undefined {
  switch (type) {
    case 'string':
      return isFreeText(plain) ? '' : undefined;
    case 'integer':
    case 'bigint':
    case 'number':
    case 'decimal':
      return initialNumber(plain);
    case 'boolean':
      return false;
    case 'bytes':
      return (plain.minLength ?? 0) === 0 ? '' : undefined;
    case 'json':
      return initialJson(plain, schemas, depth);
    default:
      return undefined;
  }
}

const STRICT_FORMATS = new Set(
  'uri url email hostname ipv4 ipv6 iri idn-email time duration json-pointer regex'.split(' '),
);

/** Whether a text made at random would hardly be in its format. */
export const hasStrictFormat = ({ format = '' }: Schema): boolean => STRICT_FORMATS.has(format);

const isFreeText = (schema: Schema): boolean =>
  schema.pattern === undefined && (schema.minLength ?? 0) === 0 && !hasStrictFormat(schema);

function initialNumber(schema: Schema): JsonValue | undefined {
  const value = Number(neutralValue({ ...schema, enum: schema.enum ?? [] }));
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity, multipleOf = 1 } = schema;
  const candidates = [value, maximum, exclusiveMinimum + multipleOf, exclusiveMaximum - multipleOf];
  return candidates.find(
    (one) =>
      Number.isFinite(one) &&
      one >= minimum &&
      one <= maximum &&
      one > exclusiveMinimum &&
      one < exclusiveMaximum,
  );
}

const MAX_DEPTH = 4;

function initialJson(schema: Schema, schemas: Schemas, depth: number): JsonValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (itemsOf(schema, schemas)) return (schema.minItems ?? 0) === 0 ? [] : undefined;
  const shape = objectShape(schema, schemas);
  if (!shape) {
    const isAnything =
      schema.type === undefined && !schema.anyOf && !schema.oneOf && !schema.enum && !schema.not;
    return isAnything ? {} : undefined;
  }
  // Of several variants, an empty one may fit more than one or none.
  if (schema.oneOf || schema.anyOf || (schema.minProperties ?? 0) > 0) return undefined;
  const members: [string, JsonValue][] = [];
  for (const [name, { schema: member, required }] of shape.properties) {
    if (!required) continue;
    const value = initialValue(member, fieldTypeOf(member, schemas), schemas, depth + 1);
    if (value === undefined) return undefined;
    members.push([name, value]);
  }
  const known = new Set(shape.properties.keys());
  const isComplete = (schema.required ?? []).every((name) => known.has(name));
  return isComplete ? Object.fromEntries(members) : undefined;
}
