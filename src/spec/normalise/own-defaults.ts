import { isObject, type Members } from '../json.ts';
import { isInFormat } from './formats.ts';
import type { Schema } from '../openapi.ts';
import { quoted } from '../references/sources.ts';
import { engineFor } from '../regex/engine.ts';
import type { Reading } from './reading.ts';
import { schemaNodes } from './schema-nodes.ts';
import { SCHEMA_PREFIX } from '../schema-reference.ts';

type Schemas = ReadonlyMap<string, Schema | boolean>;

/** How many references and parts of an `allOf` are looked through. */
const MOST_HOPS = 20;

/**
 * Leaves out defaults that their own schema refuses, such as `{}` for a text: put in by a service,
 * they would make every request that leaves the member or the parameter out invalid.
 *
 * @param document what holds schemas besides those that have names
 */
export function dropForeignDefaults(document: Members, schemas: Schemas, reading: Reading): void {
  for (const node of schemaNodes(document, schemas)) checkDefault(node, schemas, reading);
}

function checkDefault(node: Members, schemas: Schemas, reading: Reading): void {
  const { default: value } = node;
  if (value === undefined) return;
  const refused = faultOf(value, node, schemas, 0);
  const place = refused === undefined ? undefined : reading.placeOf(node);
  if (refused === undefined) return;
  delete node.default;
  if (place)
    reading.findings.repaired(
      'SW1215',
      place.child('default'),
      `The default ${refused}, and is left out. Correct it, or delete it.`,
    );
}

/** What a schema has against a value, by its type, format, pattern, bounds and required members. */
function faultOf(
  value: unknown,
  schema: Schema | boolean | Members | undefined,
  schemas: Schemas,
  hops: number,
): string | undefined {
  if (typeof schema !== 'object' || hops > MOST_HOPS) return undefined;
  const node = schema as Members;
  const types = [node.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isOfType(value, type)))
    return `is not of the type ${types.join(' or ')}`;
  const fault = typeof value === 'string' ? textFault(value, node) : numberFault(value, node);
  if (fault !== undefined) return fault;
  if (isObject(value) && Array.isArray(node.required)) {
    const missing = node.required.find(
      (name) => !Object.hasOwn(value, String(name)) && !hasDefault(node, String(name)),
    );
    if (missing !== undefined) return `lacks the required member ${quoted(String(missing))}`;
  }
  const within = partFault(value, node, schemas, hops);
  if (within !== undefined) return within;
  const target =
    typeof node.$ref === 'string' ? schemas.get(node.$ref.slice(SCHEMA_PREFIX.length)) : undefined;
  for (const part of [target, ...((node.allOf ?? []) as Schema[])]) {
    const fault = faultOf(value, part, schemas, hops + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** What is wrong with the items of a list, or the members of an object. */
function partFault(
  value: unknown,
  { items, properties }: Members,
  schemas: Schemas,
  hops: number,
): string | undefined {
  const parts: readonly (readonly [holder: string, part: unknown, schema: unknown])[] =
    Array.isArray(value)
      ? value.map((item: unknown) => ['an item', item, items] as const)
      : isObject(value) && isObject(properties)
        ? Object.entries(properties).flatMap(([name, schema]) =>
            Object.hasOwn(value, name) ? [[quoted(name), value[name], schema] as const] : [],
          )
        : [];
  for (const [holder, part, schema] of parts) {
    const fault =
      isObject(schema) && part !== null ? faultOf(part, schema, schemas, hops + 1) : undefined;
    if (fault !== undefined) return `holds ${holder} that ${fault}`;
  }
  return undefined;
}

function textFault(text: string, node: Members): string | undefined {
  const { enum: listed, format, pattern, minLength, maxLength } = node;
  if (Array.isArray(listed) && !listed.includes(text)) return 'is none of the values of its enum';
  if (typeof format === 'string' && !isInFormat(text, format)) return `is no ${quoted(format)}`;
  if (typeof pattern === 'string' && engineFor(pattern)?.expression.test(text) === false)
    return 'does not match its pattern';
  const { length } = [...text];
  if (typeof minLength === 'number' && length < minLength) return 'is shorter than minLength';
  return typeof maxLength === 'number' && length > maxLength
    ? 'is longer than maxLength'
    : undefined;
}

function numberFault(value: unknown, { minimum, maximum }: Members): string | undefined {
  if (typeof value !== 'number') return undefined;
  if (typeof minimum === 'number' && value < minimum) return 'is less than minimum';
  return typeof maximum === 'number' && value > maximum ? 'is more than maximum' : undefined;
}

function hasDefault({ properties }: Members, name: string): boolean {
  const member = isObject(properties) ? properties[name] : undefined;
  return isObject(member) && member.default !== undefined;
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return typeof value === 'bigint' || Number.isInteger(value);
  // A long or exact number may be kept in another form.
  if (type === 'number') return typeof value === 'number' || typeof value === 'bigint';
  return typeof value === type;
}
