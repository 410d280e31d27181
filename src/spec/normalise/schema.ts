import { define, isExtension, isObject, type Members } from '../json.ts';
import type { Schema } from '../openapi.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import { closest } from './closest.ts';
import { discriminator } from './discriminator.ts';
import { nullable } from './nullable.ts';
import {
  anything,
  empty,
  flag,
  followMap,
  isEmptyList,
  listOf,
  mapOf,
  nounOf,
  type Reader,
  text,
} from './readers.ts';
import type { Reading } from './reading.ts';
import { defaultValue, enumeration } from './enum-values.ts';
import {
  bound,
  count,
  factor,
  format,
  isUsablePattern,
  meantType,
  number,
  pattern,
  required,
  types,
  valueList,
} from './schema-values.ts';
import { xml } from './xml.ts';

/** A schema of any version becomes one of JSON Schema 2020-12 (OpenAPI 3.1, section 4.8.24). */
export const schema: Reader<Schema | boolean> = (place, reading) =>
  schemaWith(place, reading, NOTHING);

const NOTHING: ReadonlySet<string> = new Set();

/** A schema that has members of something else beside it, as parameters of Swagger 2.0 do. */
export function schemaWith(
  place: Place,
  reading: Reading,
  foreign: ReadonlySet<string>,
): Schema | boolean | undefined {
  if (typeof place.value === 'boolean') return place.value;
  if (place.value === null) {
    empty(place, reading);
    return true;
  }
  if (!isObject(place.value) && !isEmptyList(place, reading)) {
    reading.findings.error(
      'SW1202',
      place,
      `A schema should be an object, not ${nounOf(place.value)}. Correct it.`,
    );
    return undefined;
  }
  const value = isObject(place.value) ? place.value : {};
  const result: Members = {};
  reading.note(result, place);
  const refers = reference(place, value, reading, result);
  // Siblings of a reference mean nothing up to 3.0 by the letter (3.0, section 4.7.23); people mean some.
  const isMeant =
    refers && (reading.version === '2.0' || reading.version === '3.0') ? meantBeside : () => true;
  for (const child of place.children) {
    if (!foreign.has(child.token) && isMeant(child.token)) keyword(child, reading, result);
  }
  exampleValues(place, reading, result);
  checkOldForms(place, reading);
  if (result.type === 'file') Object.assign(result, { type: 'string', format: 'binary' });
  const format = typeof value.type === 'string' ? meantType(value.type)?.format : undefined;
  if (format !== undefined) result.format ??= format;
  const isNullable = value.nullable === true || value['x-nullable'] === true;
  return (isNullable ? nullable(result, (node) => reading.note(node, place)) : result) as Schema;
}

/** What Swagger 2.0 and OpenAPI 3.0 ask for, or have no word for, and JSON Schema does not mind. */
function checkOldForms(place: Place, { version, findings }: Reading): void {
  if (version !== '2.0' && version !== '3.0') return;
  if (place.child('type').value === 'array' && !place.has('items')) {
    findings.repaired(
      'SW1215',
      place,
      'An array needs items. Any items are taken; add items to say more.',
    );
  }
  const choice =
    version === '2.0' ? ['anyOf', 'oneOf', 'not'].find((name) => place.has(name)) : undefined;
  if (choice !== undefined) {
    findings.repaired(
      'SW1215',
      place.child(choice),
      `Swagger 2.0 has no ${choice}. It is taken as OpenAPI 3 means it.`,
    );
  }
}

function reference(place: Place, value: Members, reading: Reading, result: Members): boolean {
  const name = Object.hasOwn(value, '$ref') ? '$ref' : '$dynamicRef';
  if (!Object.hasOwn(value, name)) return false;
  const target = value[name];
  if (typeof target !== 'string') {
    reading.findings.error(
      'SW1104',
      place.child(name),
      `A ${name} is text, such as #/components/schemas/Pet. Write it so.`,
    );
    return false;
  }
  const found = reading.sources.resolve(target, place);
  if (!found) return false;
  const isSchema = typeof found.value === 'boolean' || isObject(found.value);
  if (!isSchema && !isEmptyList(found, reading)) {
    const message = `A schema should be an object, and what this leads to is ${nounOf(found.value)}. Correct the reference.`;
    reading.findings.error('SW1104', place.child(name), message);
    return false;
  }
  result.$ref = `#/components/schemas/${reading.schemas.nameOf(found)}`;
  return true;
}

const meantBeside = (name: string): boolean => MEANT.has(name) || isExtension(name);

const MEANT = new Set([
  '$ref',
  'description',
  'title',
  'nullable',
  'readOnly',
  'writeOnly',
  'default',
  'deprecated',
  'example',
  'xml',
]);

function keyword(place: Place, reading: Reading, result: Members): void {
  const { token, value } = place;
  if (DROPPED.has(token)) return;
  const read = KEYWORDS.get(token);
  if (!read) {
    unknownKeyword(place, reading, result);
  } else if (value === null && token !== 'default' && read !== anything && token !== 'type') {
    empty(place, reading);
  } else if (token === 'items' && Array.isArray(value) && value.length > 0) {
    // Tuples were written so before 2020-12 (section 10.3.1.1).
    result.prefixItems = schemas(place, reading);
  } else if (token === 'exclusiveMinimum' || token === 'exclusiveMaximum') {
    bound(place, reading, result);
  } else if (token === 'minimum' || token === 'maximum') {
    // A boolean beside it may have made it exclusive already.
    if (!isExclusive(place)) set(result, token, read(place, reading));
  } else if (token === 'dependencies') {
    dependencies(place, reading, result);
  } else {
    set(result, token, read(place, reading));
  }
}

/**
 * Keywords that are not known are annotations (JSON Schema 2020-12, section 6.5). Structures may
 * hold references, which would lead nowhere in the normalised document.
 */
function unknownKeyword(place: Place, reading: Reading, result: Members): void {
  const { token, value } = place;
  if (isExtension(token) || typeof value !== 'object' || value === null) {
    define(result, token, value);
    return;
  }
  const near = closest(token, [...KEYWORDS.keys()]);
  const help = near === undefined ? 'Delete it, or start its name with x-.' : `Is ${near} meant?`;
  reading.findings.repaired(
    'SW1214',
    place,
    `A schema has no keyword ${quoted(token)}, which is left out. ${help}`,
  );
}

const set = (result: Members, name: string, value: unknown): void => {
  if (value !== undefined) result[name] = value;
};

function isExclusive({ parent, token }: Place): boolean {
  const beside = token === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  return parent?.child(beside).value === true;
}

const schemas: Reader = listOf(schema);

/** A property without content may have any value. */
const properties: Reader = (place, reading) => {
  const target = followMap(place, reading);
  return target && mapOf(schema)(target, reading);
};

const patternProperties: Reader = (place, reading) => {
  const given = mapOf(schema)(place, reading);
  if (!given) return undefined;
  for (const name of Object.keys(given)) {
    if (!isUsablePattern(name, place.child(name), reading)) delete given[name];
  }
  return given;
};

/** Split in two in 2019-09 (section 6.5.4 of the validation vocabulary). */
function dependencies(place: Place, reading: Reading, result: Members): void {
  if (!isObject(place.value)) return;
  const [names, schemasOf]: [Members, Members] = [{}, {}];
  for (const child of place.children) {
    if (Array.isArray(child.value)) define(names, child.token, listOf(text)(child, reading));
    else define(schemasOf, child.token, schema(child, reading));
  }
  if (Object.keys(names).length > 0) result.dependentRequired = names;
  if (Object.keys(schemasOf).length > 0) result.dependentSchemas = schemasOf;
}

/** `examples` is a list of values; `example` was one value, and vendors had a name for it in 2.0. */
function exampleValues(place: Place, reading: Reading, result: Members): void {
  const single = ['example', 'x-example'].find((name) => place.has(name));
  if (single !== undefined) result.examples = [place.child(single).value];
  else if (place.has('examples'))
    set(result, 'examples', valueList(place.child('examples'), reading));
}

/** Keywords that name schemas or dialects, which references no longer need, and what is upgraded. */
const DROPPED = new Set([
  '$ref',
  '$dynamicRef',
  '$id',
  'id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  '$recursiveAnchor',
  '$vocabulary',
  '$comment',
  '$defs',
  'definitions',
  'nullable',
  'x-nullable',
  'example',
  'x-example',
  'examples',
  'externalDocs',
]);

const KEYWORDS = new Map<string, Reader>([
  ['type', types],
  ['enum', enumeration],
  ['const', anything],
  ['default', defaultValue],
  ['required', required],
  ['pattern', pattern],
  ['multipleOf', factor],
  ['discriminator', discriminator],
  ['xml', xml],
  ['properties', properties],
  ['patternProperties', patternProperties],
  ['dependentSchemas', mapOf(schema)],
  ['dependentRequired', mapOf(listOf(text))],
  ['dependencies', anything],
  ['format', format],
  ...['title', 'description', 'contentEncoding', 'contentMediaType'].map(
    (name) => [name, text] as const,
  ),
  ...['readOnly', 'writeOnly', 'deprecated', 'uniqueItems'].map((name) => [name, flag] as const),
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map(
    (name) => [name, number] as const,
  ),
  ...[
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'minProperties',
    'maxProperties',
    'minContains',
    'maxContains',
  ].map((name) => [name, count] as const),
  ...['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((name) => [name, schemas] as const),
  ...[
    'items',
    'contains',
    'additionalProperties',
    'unevaluatedProperties',
    'unevaluatedItems',
    'propertyNames',
    'not',
    'if',
    'then',
    'else',
    'contentSchema',
  ].map((name) => [name, schema] as const),
]);
