import type { Schema } from '../../spec/openapi.ts';
import { referenceTo } from '../typescript/component-reference.ts';
import type { Schemas } from './usage.ts';

/** A schema whose own references and compositions are worked into it. */
export interface Flat {
  /** Without `$ref`, `allOf`, `anyOf` and `oneOf`. */
  readonly schema: Schema;
  /** One of each list holds as well. */
  readonly choices: readonly (readonly (Schema | boolean)[])[];
  /** Component schemas that were entered on the way. */
  readonly entered: ReadonlySet<string>;
  /** Nothing is valid. */
  readonly impossible: boolean;
}

const cache = new WeakMap<Schemas, WeakMap<Schema, Flat>>();

/** Follows references and merges `allOf`, as far as sampling needs it; what it answers is kept. */
export function flatten(schema: Schema | boolean, schemas: Schemas): Flat {
  if (typeof schema === 'boolean') return flattenOutside(schema, schemas, new Set());
  const known = cache.get(schemas) ?? new WeakMap<Schema, Flat>();
  cache.set(schemas, known);
  const flat = known.get(schema) ?? flattenOutside(schema, schemas, new Set());
  known.set(schema, flat);
  return flat;
}

/** The same, without entering the components that were entered already. */
export function flattenOutside(
  schema: Schema | boolean,
  schemas: Schemas,
  seen: ReadonlySet<string>,
): Flat {
  if (schema === true) return { schema: {}, choices: [], entered: new Set(), impossible: false };
  if (schema === false) return { schema: {}, choices: [], entered: new Set(), impossible: true };
  const { $ref: _ref, allOf = [], anyOf, oneOf, ...own } = schema;
  const component = referenceTo(schema);
  const isKnown =
    component !== undefined && Object.hasOwn(schemas, component) && !seen.has(component);
  const inside = component === undefined ? seen : new Set([...seen, component]);
  const target = isKnown ? (schemas[component] ?? true) : undefined;
  const parts = [...(target === undefined ? [] : [target]), ...allOf].map((part) =>
    flattenOutside(part, schemas, inside),
  );
  return {
    // What stands beside a reference is nearer than what it points to.
    schema: [own, ...parts.map((part) => part.schema)].reduce(merged),
    choices: [
      ...parts.flatMap(({ choices }) => choices),
      ...[anyOf, oneOf].flatMap((list) => (list && list.length > 0 ? [list] : [])),
    ],
    entered: new Set([
      ...(component === undefined ? [] : [component]),
      ...parts.flatMap(({ entered }) => [...entered]),
    ]),
    impossible: parts.some(({ impossible }) => impossible),
  };
}

/** Both hold. Annotations of the first win. */
export function merged(one: Schema, other: Schema): Schema {
  return {
    ...other,
    ...one,
    ...both(one.type, other.type, (a, b) => ({ type: commonTypes([a].flat(), [b].flat()) })),
    ...both(one.enum, other.enum, (a, b) => ({
      enum: a.filter((value) => b.some((each) => JSON.stringify(each) === JSON.stringify(value))),
    })),
    ...both(one.properties, other.properties, (a, b) => ({ properties: mergedProperties(a, b) })),
    ...both(one.required, other.required, (a, b) => ({ required: [...new Set([...a, ...b])] })),
    ...both(one.items, other.items, (a, b) => ({ items: { allOf: [a, b] } })),
    ...both(one.additionalProperties, other.additionalProperties, (a, b) => ({
      additionalProperties: { allOf: [a, b] },
    })),
    ...highest('minimum', one, other),
    ...highest('exclusiveMinimum', one, other),
    ...highest('minLength', one, other),
    ...highest('minItems', one, other),
    ...highest('minProperties', one, other),
    ...lowest('maximum', one, other),
    ...lowest('exclusiveMaximum', one, other),
    ...lowest('maxLength', one, other),
    ...lowest('maxItems', one, other),
    ...lowest('maxProperties', one, other),
  };
}

type Properties = Readonly<Record<string, Schema | boolean>>;

function mergedProperties(one: Properties, other: Properties): Properties {
  return Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => {
      const schemas = [one, other]
        .filter((each) => Object.hasOwn(each, name))
        .map((each) => each[name] ?? true);
      return [name, schemas.length === 1 ? (schemas[0] ?? true) : { allOf: schemas }];
    }),
  );
}

function both<T>(
  one: T | undefined,
  other: T | undefined,
  merge: (one: T, other: T) => Schema,
): Schema {
  return one === undefined || other === undefined ? {} : merge(one, other);
}

type Types = Exclude<Schema['type'], undefined | readonly unknown[]>;

function commonTypes(one: readonly Types[], other: readonly Types[]): Types[] {
  const allows = (types: readonly Types[], type: Types) =>
    types.includes(type) || (type === 'integer' && types.includes('number'));
  return [
    ...one.filter((type) => allows(other, type)),
    ...other.filter((type) => !one.includes(type) && allows(one, type)),
  ];
}

type Bound =
  | 'minimum'
  | 'exclusiveMinimum'
  | 'minLength'
  | 'minItems'
  | 'minProperties'
  | 'maximum'
  | 'exclusiveMaximum'
  | 'maxLength'
  | 'maxItems'
  | 'maxProperties';

const highest = (keyword: Bound, one: Schema, other: Schema): Schema =>
  both(one[keyword], other[keyword], (a, b) => ({ [keyword]: Math.max(a, b) }));

const lowest = (keyword: Bound, one: Schema, other: Schema): Schema =>
  both(one[keyword], other[keyword], (a, b) => ({ [keyword]: Math.min(a, b) }));
