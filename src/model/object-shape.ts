import type { Schema } from '../spec/openapi.ts';
import { remembered } from './remembered.ts';
import { resolved, type Schemas, unwrapNull } from './schema-shape.ts';

export interface Property {
  readonly schema: Schema;
  readonly required: boolean;
}

/** An object type as one list of properties, whatever it is composed of. */
export interface ObjectShape {
  readonly properties: ReadonlyMap<string, Property>;
  /** Said in so many words to accept further members. */
  readonly isOpen: boolean;
}

/** What one schema adds to an object: its properties, and names that it requires of others. */
interface Part {
  readonly properties: ReadonlyMap<string, Property>;
  readonly required: ReadonlySet<string>;
  readonly isObject: boolean;
}

const nothing: Part = { properties: new Map(), required: new Set(), isObject: false };

/** The properties of an object schema with its `allOf`, `oneOf` and `anyOf`; nothing for other types. */
export function objectShape(
  schema: Schema | boolean | undefined,
  schemas: Schemas,
): ObjectShape | undefined {
  // What a reference leads to is worked out once for all references.
  return typeof schema === 'object'
    ? (shapes(resolved(schema, schemas), schemas) ?? undefined)
    : undefined;
}

const shapes = remembered<ObjectShape | null>((schema, schemas) => {
  const { schema: found } = unwrapNull(schema, schemas);
  const part = partOf(found, schemas);
  if (!part.isObject) return null;
  // What must be there though nobody says what it is.
  const bare = [...part.required].filter((name) => !part.properties.has(name));
  const properties = new Map(part.properties);
  for (const name of bare) properties.set(name, { schema: {}, required: true });
  const { additionalProperties } = found;
  const isMap = typeof additionalProperties === 'object' && properties.size === 0;
  return { properties, isOpen: additionalProperties === true || isMap };
}, null);

const partOf = remembered<Part>((schema, schemas) => {
  if (schema.type !== undefined && ![schema.type].flat().includes('object')) return nothing;
  const properties = new Map<string, Property>();
  const required = new Set(schema.required ?? []);
  let isObject = schema.type !== undefined || schema.properties !== undefined;
  for (const branch of schema.allOf ?? []) {
    const part = partOf(resolved(branch, schemas), schemas);
    isObject ||= part.isObject;
    for (const [name, property] of part.properties) add(properties, name, property);
    for (const name of part.required) required.add(name);
  }
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (member !== false)
      add(properties, name, { schema: member === true ? {} : member, required: false });
  }
  const variants = variantsOf(schema, schemas);
  isObject ||= variants !== undefined;
  for (const [name, { schema: own, required: everywhere }] of variants ?? []) {
    const known = properties.get(name);
    properties.set(name, {
      schema: known ? either(known.schema, own) : own,
      required: everywhere || known?.required === true,
    });
  }
  for (const name of required) {
    const known = properties.get(name);
    if (known && !known.required) properties.set(name, { ...known, required: true });
  }
  return { properties, required, isObject };
}, nothing);

function add(
  properties: Map<string, Property>,
  name: string,
  { schema, required }: Property,
): void {
  const known = properties.get(name);
  const combined =
    known && Object.keys(schema).length === 0 ? known.schema : combine(known?.schema, schema);
  properties.set(name, { schema: combined, required: required || known?.required === true });
}

/** A later branch of an `allOf` may add a word on what an earlier one describes. */
function combine(known: Schema | undefined, own: Schema): Schema {
  if (known === undefined || own.$ref !== undefined) return own;
  return own.type === undefined && own.properties === undefined ? { ...known, ...own } : own;
}

/** Members of any variant, required only where every variant requires them; nothing where one is no object. */
function variantsOf(schema: Schema, schemas: Schemas): ReadonlyMap<string, Property> | undefined {
  const variants = (schema.oneOf ?? schema.anyOf ?? [])
    .map((variant) => resolved(variant, schemas))
    .filter(({ type }) => type !== 'null');
  const parts = variants.map((variant) => partOf(variant, schemas));
  if (parts.length === 0 || parts.some(({ isObject }) => !isObject)) return undefined;
  const found = new Map<string, Property>();
  for (const { properties } of parts) {
    for (const [name, { schema: own }] of properties) {
      const known = found.get(name);
      const everywhere =
        known?.required ?? parts.every((part) => part.properties.get(name)?.required === true);
      found.set(name, { schema: known ? either(known.schema, own) : own, required: everywhere });
    }
  }
  return found;
}

/** What may be one or the other; equal ones stay themselves. */
function either(one: Schema, other: Schema): Schema {
  if (one === other) return one;
  const print = printOf(other);
  if (printOf(one) === print) return one;
  const known = one.anyOf && Object.keys(one).length === 1 ? one.anyOf : [one];
  return known.some((variant) => printOf(variant) === print) ? one : { anyOf: [...known, other] };
}

/** What a schema says, less what is said to Specwright of one place only. */
const printOf = (schema: Schema | boolean): string =>
  JSON.stringify(schema, (name, value: unknown) => (name === 'x-specwright' ? undefined : value));
