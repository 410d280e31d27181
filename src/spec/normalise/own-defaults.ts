import { isObject, type Members } from '../json.ts';
import type { Schema } from '../openapi.ts';
import { quoted } from '../references/sources.ts';
import type { Reading } from './reading.ts';

type Schemas = ReadonlyMap<string, Schema | boolean>;

const PREFIX = '#/components/schemas/';

/** How many references and parts of an `allOf` are looked through. */
const MOST_HOPS = 20;

/**
 * Leaves out defaults that their own schema refuses, such as `{}` for a text: put in by a service,
 * they would make every request that leaves the member out invalid.
 */
export function dropForeignDefaults(schemas: Schemas, reading: Reading): void {
  const seen = new Set<object>();
  const pending: unknown[] = [...schemas.values()];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (isObject(node)) checkDefault(node, schemas, reading);
    for (const [keyword, member] of Object.entries(node))
      if (!DATA.has(keyword)) pending.push(keyword === 'properties' ? listOf(member) : member);
  }
}

/** Keywords whose values are no schemas. */
const DATA: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'example', 'examples']);

/** Properties may be named like keywords. */
const listOf = (properties: unknown): unknown[] =>
  isObject(properties) ? Object.values(properties) : [];

function checkDefault(node: Members, schemas: Schemas, reading: Reading): void {
  const { default: value } = node;
  if (value === undefined || value === null) return;
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

/** What a schema has against a value, by its type and its required members. */
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
  if (isObject(value) && Array.isArray(node.required)) {
    const missing = node.required.find(
      (name) => !Object.hasOwn(value, String(name)) && !hasDefault(node, String(name)),
    );
    if (missing !== undefined) return `lacks the required member ${quoted(String(missing))}`;
  }
  const target =
    typeof node.$ref === 'string' ? schemas.get(node.$ref.slice(PREFIX.length)) : undefined;
  for (const part of [target, ...((node.allOf ?? []) as Schema[])]) {
    const fault = faultOf(value, part, schemas, hops + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
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
