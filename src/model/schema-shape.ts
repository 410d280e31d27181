import type { Schema } from '../spec/openapi.ts';
import { remembered } from './remembered.ts';
import { schemaName } from '../spec/schema-reference.ts';

export type Schemas = Readonly<Record<string, Schema | boolean>>;

export const componentOf = (schema: Schema | boolean | undefined): string | undefined =>
  typeof schema === 'object' ? schemaName(schema.$ref) : undefined;

const MAX_HOPS = 50;

/** What a schema says once references are followed; siblings of a reference win. */
export function resolved(schema: Schema | boolean | undefined, schemas: Schemas): Schema {
  if (typeof schema !== 'object') return {};
  return schema.$ref === undefined ? schema : followed(schema, schemas);
}

const followed = remembered<Schema>((schema, schemas) => {
  let current: Schema | boolean | undefined = schema;
  const siblings: Schema[] = [];
  for (let hops = 0; hops < MAX_HOPS && typeof current === 'object'; hops++) {
    const name = componentOf(current);
    if (name === undefined) return merge(current, siblings);
    const { $ref: _ref, ...rest }: Schema = current;
    if (Object.keys(rest).length > 0) siblings.unshift(rest);
    current = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  }
  return merge({}, siblings);
}, {});

const merge = (schema: Schema, siblings: readonly Schema[]): Schema =>
  siblings.reduce<Schema>((result, sibling) => ({ ...result, ...sibling }), schema);

/** All types that a value can be of, through `anyOf` and `oneOf`; none where it can be of any. */
export function typesOf(schema: Schema | boolean | undefined, schemas: Schemas): string[] {
  const seen = new Set<Schema>();
  const found = new Set<string>();
  const visit = (part: Schema | boolean | undefined): boolean => {
    const own = resolved(part, schemas);
    if (seen.has(own)) return true;
    seen.add(own);
    if (own.type !== undefined) {
      for (const type of [own.type].flat()) found.add(type);
      return true;
    }
    const branches = own.oneOf ?? own.anyOf ?? [];
    return branches.length > 0 && branches.every(visit);
  };
  return visit(schema) ? [...found] : [];
}

/** The type of a value, which may be that of all its variants. */
export function soleType(schema: Schema, schemas: Schemas): string | undefined {
  if (schema.type !== undefined) return [schema.type].flat()[0];
  const types = typesOf(schema, schemas).filter((type) => type !== 'null');
  return types.length === 1 ? types[0] : undefined;
}

interface Unwrapped {
  readonly schema: Schema;
  readonly nullable: boolean;
}

/** The schema of what is not null, and whether null was accepted. */
export function unwrapNull(schema: Schema | boolean | undefined, schemas: Schemas): Unwrapped {
  return typeof schema === 'object'
    ? withoutNull(resolved(schema, schemas), schemas)
    : { schema: {}, nullable: false };
}

const withoutNull = remembered<Unwrapped>(
  (found, schemas) => {
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
    const [notes, parts] = apart(found.allOf ?? []);
    if (parts.length === 1 && found.properties === undefined && type === undefined) {
      const inner = unwrapNull(parts[0], schemas);
      const { allOf: _all, ...rest } = found;
      return { schema: merge(inner.schema, [...notes, rest]), nullable: inner.nullable };
    }
    if (!Array.isArray(type) || !type.includes('null')) return { schema: found, nullable: false };
    const rest = type.filter((name) => name !== 'null');
    const [only] = rest;
    const { type: _type, ...others } = found;
    return {
      schema: { ...others, type: rest.length === 1 && only !== undefined ? only : rest },
      nullable: true,
    };
  },
  { schema: {}, nullable: false },
);

/** The parts of an `allOf` that only tell something of a value, and those that ask something of it. */
function apart(parts: readonly (Schema | boolean)[]): [Schema[], (Schema | boolean)[]] {
  const notes = parts.filter((part) => typeof part === 'object').filter(isAnnotation);
  return [notes, parts.filter((part) => typeof part !== 'object' || !notes.includes(part))];
}

const isAnnotation = (schema: Schema): boolean =>
  Object.keys(schema).every((keyword) => ANNOTATIONS.has(keyword) || keyword.startsWith('x-'));

const ANNOTATIONS: ReadonlySet<string> = new Set(
  'title description default deprecated example examples externalDocs readOnly writeOnly xml'.split(
    ' ',
  ),
);

const isNull = (schema: Schema | boolean, schemas: Schemas): boolean =>
  resolved(schema, schemas).type === 'null';

/** The items of an array schema. */
export function itemsOf(
  schema: Schema | boolean | undefined,
  schemas: Schemas,
): Schema | undefined {
  const { schema: found } = unwrapNull(schema, schemas);
  const isArray =
    found.type === undefined ? found.items !== undefined : [found.type].flat().includes('array');
  if (!isArray) return undefined;
  return typeof found.items === 'object' ? found.items : {};
}
