import type { Schema } from '../spec/openapi.ts';

export type Schemas = Readonly<Record<string, Schema | boolean>>;

const PREFIX = '#/components/schemas/';

export const componentOf = (schema: Schema | boolean | undefined): string | undefined =>
  typeof schema === 'object' && schema.$ref?.startsWith(PREFIX)
    ? schema.$ref.slice(PREFIX.length)
    : undefined;

/** What a schema says once references are followed; siblings of a reference win. */
export function resolved(schema: Schema | boolean | undefined, schemas: Schemas): Schema {
  let current = schema;
  const siblings: Schema[] = [];
  for (let depth = 0; depth < 50; depth++) {
    if (typeof current !== 'object') return merge({}, siblings);
    const name = componentOf(current);
    if (name === undefined) return merge(current, siblings);
    const { $ref: _ref, ...rest } = current;
    siblings.unshift(rest);
    current = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  }
  return merge({}, siblings);
}

const merge = (schema: Schema, siblings: readonly Schema[]): Schema =>
  siblings.reduce<Schema>((result, sibling) => ({ ...result, ...sibling }), schema);

/** The schema of what is not null, and whether null was accepted. */
export function unwrapNull(
  schema: Schema | boolean | undefined,
  schemas: Schemas,
): { schema: Schema; nullable: boolean } {
  const found = resolved(schema, schemas);
  const { type } = found;
  const variants = found.anyOf ?? found.oneOf;
  if (variants && found.properties === undefined) {
    const real = variants.filter((variant) => !isNull(variant, schemas));
    const [only] = real;
    if (real.length < variants.length && real.length === 1 && only !== undefined) {
      const inner = unwrapNull(only, schemas);
      const { anyOf: _any, oneOf: _one, ...rest } = found;
      return { schema: { ...inner.schema, ...rest }, nullable: true };
    }
    if (real.length < variants.length) return { schema: found, nullable: true };
  }
  const parts = found.allOf;
  if (parts?.length === 1 && found.properties === undefined && type === undefined) {
    const inner = unwrapNull(parts[0], schemas);
    const { allOf: _all, ...rest } = found;
    return { schema: { ...inner.schema, ...rest }, nullable: inner.nullable };
  }
  if (!Array.isArray(type) || !type.includes('null')) return { schema: found, nullable: false };
  const rest = type.filter((name) => name !== 'null');
  const [only] = rest;
  const { type: _type, ...others } = found;
  return {
    schema:
      rest.length === 1 && only !== undefined
        ? { ...others, type: only }
        : { ...others, type: rest },
    nullable: true,
  };
}

const isNull = (schema: Schema | boolean, schemas: Schemas): boolean =>
  resolved(schema, schemas).type === 'null';

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

const MAX_DEPTH = 30;

/** The properties of an object schema with its `allOf`, `oneOf` and `anyOf`; nothing for other types. */
export function objectShape(
  schema: Schema | boolean | undefined,
  schemas: Schemas,
): ObjectShape | undefined {
  const { schema: found } = unwrapNull(schema, schemas);
  const properties = new Map<string, Property>();
  const isObject = collect(found, schemas, properties, 0);
  if (!isObject) return undefined;
  const { additionalProperties } = found;
  return {
    properties,
    isOpen:
      additionalProperties === true ||
      (typeof additionalProperties === 'object' && properties.size === 0),
  };
}

function collect(
  schema: Schema,
  schemas: Schemas,
  into: Map<string, Property>,
  depth: number,
): boolean {
  if (depth > MAX_DEPTH) return false;
  if (schema.type !== undefined && ![schema.type].flat().includes('object')) return false;
  let isObject = schema.type !== undefined || schema.properties !== undefined;
  for (const part of schema.allOf ?? []) {
    isObject = collect(resolved(part, schemas), schemas, into, depth + 1) || isObject;
  }
  const required = new Set(schema.required ?? []);
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (member === false) continue;
    const own = member === true ? {} : member;
    const known = into.get(name);
    const combined =
      known && Object.keys(own).length === 0 ? known.schema : combine(known?.schema, own);
    into.set(name, { schema: combined, required: required.has(name) || known?.required === true });
  }
  for (const name of required) {
    const known = into.get(name);
    if (known && !known.required) into.set(name, { ...known, required: true });
  }
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants) isObject = collectVariants(variants, schemas, into, depth) || isObject;
  return isObject;
}

/** A later branch of an `allOf` may add a word on what an earlier one describes. */
function combine(known: Schema | undefined, own: Schema): Schema {
  if (known === undefined || own.$ref !== undefined) return own;
  return own.type === undefined && own.properties === undefined ? { ...known, ...own } : own;
}

/** Members of any variant; required only where every variant requires them. */
function collectVariants(
  variants: readonly (Schema | boolean)[],
  schemas: Schemas,
  into: Map<string, Property>,
  depth: number,
): boolean {
  const shapes = variants.flatMap((variant) => {
    const properties = new Map<string, Property>();
    const found = resolved(variant, schemas);
    if (found.type === 'null') return [];
    return collect(found, schemas, properties, depth + 1) ? [properties] : [undefined];
  });
  if (shapes.length === 0 || shapes.includes(undefined)) return false;
  for (const shape of shapes) {
    for (const [name, property] of shape ?? []) {
      const known = into.get(name);
      const everywhere = shapes.every((other) => other?.get(name)?.required === true);
      into.set(name, {
        schema: known ? either(known.schema, property.schema) : property.schema,
        required: known?.required === true || everywhere,
      });
    }
  }
  return true;
}

/** What may be one or the other; equal ones stay themselves. */
function either(one: Schema, other: Schema): Schema {
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  const known = one.anyOf && Object.keys(one).length === 1 ? one.anyOf : [one];
  const print = JSON.stringify(other);
  return known.some((variant) => JSON.stringify(variant) === print)
    ? one
    : { anyOf: [...known, other] };
}

/** The items of an array schema. */
export function itemsOf(
  schema: Schema | boolean | undefined,
  schemas: Schemas,
): Schema | undefined {
  const { schema: found } = unwrapNull(schema, schemas);
  if (found.type !== 'array' && found.items === undefined) return undefined;
  return typeof found.items === 'object' ? found.items : {};
}
