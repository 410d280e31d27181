import type { Schema } from '../spec/openapi.ts';
import { objectShape, type Property } from './object-shape.ts';
import { resolved, type Schemas, unwrapNull } from './schema-shape.ts';

type Members = ReadonlyMap<string, Property>;

/** One of several objects that a value may be. */
interface Variant {
  readonly members: Members;
  /** It has no members but these. */
  readonly isClosed: boolean;
}

/**
 * Whether each object that a client may send is one of those that may be shown: it brings what that
 * one must have, and none of its listed values is another's. True where what is shown is no choice
 * of objects.
 */
export function fitsVariant(sent: Schema, shown: Schema, schemas: Schemas): boolean {
  const accepted = variantsOf(shown, schemas);
  const whole = objectShape(sent, schemas)?.properties;
  if (!accepted || !whole) return true;
  const brought = variantsOf(sent, schemas)?.map(({ members }) => members) ?? [whole];
  return brought
    .flatMap((members) => byTag(members, accepted, schemas))
    .every((members) => accepted.some((variant) => isOne(members, variant, schemas)));
}

/** The objects that a value may be one of; nothing where it may be something else. */
function variantsOf(schema: Schema, schemas: Schemas): readonly Variant[] | undefined {
  const parts = schema.oneOf ?? schema.anyOf;
  // Where all have members in common, the variants may only add to them.
  if (!parts || schema.properties || schema.allOf) return undefined;
  const found = parts
    .map((part) => resolved(part, schemas))
    .filter(({ type }) => type !== 'null')
    .map((part) => ({ part, shape: objectShape(part, schemas) }));
  const variants = found.flatMap(({ part, shape }) =>
    shape ? [{ members: shape.properties, isClosed: part.additionalProperties === false }] : [],
  );
  return variants.length > 1 && variants.length === found.length ? variants : undefined;
}

const listed = (property: Property | undefined, schemas: Schemas): Schema['enum'] => {
  const { enum: values, const: only } = unwrapNull(property?.schema, schemas).schema;
  return values ?? (only === undefined ? undefined : [only]);
};

/** An object for each value of the member by which the variants are told apart, if it lists them. */
function byTag(members: Members, accepted: readonly Variant[], schemas: Schemas): Members[] {
  const tag = [...members].find(
    ([name, property]) =>
      (listed(property, schemas)?.length ?? 0) > 1 &&
      accepted.some((variant) => listed(variant.members.get(name), schemas)?.length === 1),
  );
  if (!tag) return [members];
  const [name, property] = tag;
  return (listed(property, schemas) ?? []).map((value) =>
    new Map(members).set(name, { ...property, schema: { enum: [value] } }),
  );
}

/** Whether an object may be a variant, as far as its members and their listed values tell. */
function isOne(sent: Members, { members, isClosed }: Variant, schemas: Schemas): boolean {
  if (isClosed && [...sent.keys()].some((name) => !members.has(name))) return false;
  return [...members].every(([name, { required, schema }]) => {
    const given = sent.get(name);
    const plain = unwrapNull(given?.schema, schemas).schema;
    const isBrought = given && (given.required || plain.default !== undefined) && !plain.readOnly;
    if (required && !isBrought && unwrapNull(schema, schemas).schema.writeOnly !== true)
      return false;
    const [own, theirs] = [listed(members.get(name), schemas), listed(given, schemas)];
    return !own || !theirs || theirs.every((value) => value === null || own.includes(value));
  });
}
