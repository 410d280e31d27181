import type { Schema } from '../spec/openapi.ts';
import { squash } from './names.ts';
import { neutralValue } from './which-error-shape.ts';
import { resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import type { FieldType, Generation, JsonValue } from './types.ts';

/** The semantic type of a property's values. */
export function fieldTypeOf(schema: Schema, schemas: Schemas): FieldType {
  const { schema: plain } = unwrapNull(schema, schemas);
  const types = [plain.type].flat();
  if (types.length > 1) return 'json';
  const values = plain.enum;
  if (values && values.length > 0) {
    if (
      values.every((value) => typeof value === 'string' || value === null) &&
      (types[0] === 'string' || types[0] === undefined)
    )
      return 'enum';
  }
  if (typeof plain.const === 'string') return 'string';
  if (plain.anyOf ?? plain.oneOf) return scalarUnion(plain, schemas) ?? 'json';
  switch (types[0]) {
    case 'string':
      return textType(plain);
    case 'integer':
      return plain.format === 'int64' ? 'bigint' : 'integer';
    case 'number':
      return isDecimal(plain) ? 'decimal' : 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'json';
  }
}

/** `anyOf` of texts, such as an email or an empty text, is a text. */
function scalarUnion(schema: Schema, schemas: Schemas): FieldType | undefined {
  const variants = schema.anyOf ?? schema.oneOf ?? [];
  const types = variants.map((variant) => resolved(variant, schemas).type);
  return types.every((type) => type === 'string') ? 'string' : undefined;
}

function textType({ format, contentEncoding }: Schema): FieldType {
  if (contentEncoding === 'base64') return 'bytes';
  switch (format) {
    case 'date-time':
      return 'date-time';
    case 'date':
      return 'date';
    case 'uuid':
      return 'uuid';
    case 'byte':
      return 'bytes';
    default:
      return 'string';
  }
}

const isDecimal = ({ multipleOf, format }: Schema): boolean =>
  (multipleOf !== undefined && multipleOf < 1) || /^(?:decimal|money|currency)/.test(format ?? '');

const CREATED =
  /^(?:created|creation|inserted|added|registered|joined|opened|submitted|date_?created|time_?created|datecreated|timecreated)(?:at|on|date|time|timestamp|datetime|datetimeutc|dateutc|utc|ts|when)?$/;
const UPDATED =
  /^(?:updated|modified|changed|edited|lastupdated?|lastmodified|lastchanged|dateupdated|datemodified|timeupdated|updatetime|modificationdate)(?:at|on|date|time|timestamp|datetime|datetimeutc|dateutc|utc|ts)?$/;

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
  if (
    (type === 'integer' || type === 'bigint') &&
    /^(?:version|revision|generation|etag|resourceversion)$/.test(word)
  )
    return { by: 'version' };
  if (type === 'uuid') return { by: 'uuid' };
  if (
    type === 'string' &&
    /(?:token|secret|apikey|accesskey|clientid|key|hash)$/.test(word) &&
    fitsRandom(unwrapNull(schema, schemas).schema)
  )
    return { by: 'random' };
  return undefined;
}

const fitsRandom = ({ pattern, maxLength = 100, minLength = 0 }: Schema): boolean =>
  maxLength >= 22 &&
  minLength <= 22 &&
  (pattern === undefined || /^\^?\[[\w\\-]*\](?:[+*]|\{[\d,]*\})\$?$/.test(pattern));

const INITIAL =
  /^(?:new|draft|pending|created|open|active|enabled|initial|placed|queued|none|unknown|default|todo|unset|unspecified)$/i;

/** A first value for what must be there and nobody sends; nothing where none would be valid. */
export function initialValue(
  schema: Schema,
  type: FieldType,
  schemas: Schemas,
): JsonValue | undefined {
  const { schema: plain, nullable } = unwrapNull(schema, schemas);
  if (plain.const !== undefined) return plain.const as JsonValue;
  if (type === 'enum') {
    const values = (plain.enum ?? []).filter((value): value is string => typeof value === 'string');
    return values.find((value) => INITIAL.test(value)) ?? values[0];
  }
  if (nullable) return null;
  switch (type) {
    case 'string':
      return plain.pattern === undefined &&
        (plain.minLength ?? 0) === 0 &&
        !STRICT_FORMATS.has(plain.format ?? '')
        ? ''
        : undefined;
    case 'integer':
    case 'bigint':
    case 'number':
    case 'decimal': {
      const value = Number(neutralValue({ ...plain, enum: plain.enum ?? [] }));
      return plain.maximum !== undefined && plain.maximum < value ? plain.maximum : value;
    }
    case 'boolean':
      return false;
    case 'bytes':
      return '';
    case 'json':
      return initialJson(plain, schemas, 0);
    default:
      return undefined;
  }
}

const STRICT_FORMATS = new Set([
  'uri',
  'url',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'iri',
  'idn-email',
  'time',
  'duration',
  'json-pointer',
  'regex',
]);

function initialJson(schema: Schema, schemas: Schemas, depth: number): JsonValue | undefined {
  if (schema.type === 'array') return (schema.minItems ?? 0) === 0 ? [] : undefined;
  if (schema.type !== 'object' && schema.properties === undefined)
    return schema.type === undefined && !schema.anyOf && !schema.oneOf && !schema.allOf
      ? {}
      : undefined;
  if (schema.allOf || schema.anyOf || schema.oneOf || depth > 3) return undefined;
  const members: [string, JsonValue][] = [];
  for (const name of schema.required ?? []) {
    const member = schema.properties?.[name];
    if (typeof member !== 'object') return undefined;
    const value = initialValue(member, fieldTypeOf(member, schemas), schemas);
    if (value === undefined) return undefined;
    members.push([name, value]);
  }
  return Object.fromEntries(members);
}
