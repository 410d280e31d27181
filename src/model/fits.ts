import type { Schema } from '../spec/openapi.ts';
import { objectShape, type Property } from './object-shape.ts';
import { itemsOf, resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import { fitsVariant } from './variant-fit.ts';

/**
 * Whether what a client sends by one schema may be shown by another, as far as types, members, items
 * and listed values tell. How long a text or how large a number may be is no matter of form.
 */
export function fits(
  sent: Schema,
  shown: Schema,
  schemas: Schemas,
  how: 'whole' | 'patch' = 'whole',
): boolean {
  return isFit(sent, shown, { schemas, how, isTop: true });
}

interface Place {
  readonly schemas: Schemas;
  /** A patch leaves out what stays as it is; what is an object on both sides is merged. */
  readonly how: 'whole' | 'patch';
  readonly isTop: boolean;
}

type Known = WeakMap<Schemas, WeakMap<Schema, WeakMap<Schema, boolean>>>;

const known: Readonly<Record<Place['how'], Known>> = { whole: new WeakMap(), patch: new WeakMap() };

/** The same inside of a value, answered once for each pair. */
function isInnerFit(
  sent: Schema | boolean,
  shown: Schema | boolean,
  place: Omit<Place, 'isTop'>,
): boolean {
  const { schemas, how } = place;
  if (sent === false || shown === true) return true;
  if (typeof sent === 'boolean' || typeof shown === 'boolean') return shown !== false;
  const ofSchemas = known[how].get(schemas) ?? new WeakMap<Schema, WeakMap<Schema, boolean>>();
  known[how].set(schemas, ofSchemas);
  const ofSent = ofSchemas.get(sent) ?? new WeakMap<Schema, boolean>();
  ofSchemas.set(sent, ofSent);
  const before = ofSent.get(shown);
  if (before !== undefined) return before;
  // Schemas that lead back to themselves fit unless something else speaks against it.
  ofSent.set(shown, true);
  const result = isFit(sent, shown, { schemas, how, isTop: false });
  ofSent.set(shown, result);
  return result;
}

function isFit(sent: Schema, shown: Schema, place: Place): boolean {
  const { schemas, isTop } = place;
  const from = unwrapNull(sent, schemas);
  const to = unwrapNull(shown, schemas);
  if (saysNothing(to.schema)) return true;
  if (!isTop && from.nullable && !to.nullable) return false;
  return (
    isOfType(from.schema, to.schema, schemas) &&
    isListed(from.schema, to.schema, isTop) &&
    hasFitItems(from.schema, to.schema, place) &&
    hasFitMembers(from.schema, to.schema, place) &&
    fitsVariant(from.schema, to.schema, schemas)
  );
}

const isFlagged = (
  { schema }: Property,
  flag: 'readOnly' | 'writeOnly',
  schemas: Schemas,
): boolean => schema[flag] === true || unwrapNull(schema, schemas).schema[flag] === true;

const STRUCTURE = [
  'type',
  'enum',
  'const',
  'properties',
  'additionalProperties',
  'items',
  'allOf',
  'anyOf',
  'oneOf',
] as const;

const saysNothing = (schema: Schema): boolean =>
  STRUCTURE.every((keyword) => schema[keyword] === undefined);

function isOfType(sent: Schema, shown: Schema, schemas: Schemas): boolean {
  const accepted = typesOf(shown, schemas);
  const brought = typesOf(sent, schemas);
  if (accepted === undefined) return true;
  return (
    brought !== undefined &&
    [...brought].every((type) => accepted.has(type) || isNumberIn(type, accepted))
  );
}

const isNumberIn = (type: string, accepted: ReadonlySet<string>): boolean =>
  type === 'integer' && accepted.has('number');

/** Choices within choices are followed so far. */
const MAX_CHOICES = 12;

/** The types that a schema allows, null apart; nothing where it leaves them open. */
function typesOf(schema: Schema, schemas: Schemas, depth = 0): Set<string> | undefined {
  if (schema.type !== undefined)
    return new Set([schema.type].flat().filter((type) => type !== 'null'));
  if (objectShape(schema, schemas)) return new Set(['object']);
  if (itemsOf(schema, schemas)) return new Set(['array']);
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values) return new Set(values.filter((value) => value !== null).map((value) => typeof value));
  if (depth > MAX_CHOICES) return undefined;
  const parts = schema.anyOf ?? schema.oneOf;
  const of = (part: Schema | boolean) =>
    typesOf(unwrapNull(part, schemas).schema, schemas, depth + 1);
  if (parts) {
    const all = parts.map((part) =>
      resolved(part, schemas).type === 'null' ? new Set<string>() : of(part),
    );
    return all.every((one) => one !== undefined)
      ? new Set(all.flatMap((one) => [...one]))
      : undefined;
  }
  return schema.allOf?.map(of).find((one) => one !== undefined);
}

/** Listed values must all be listed. At the top, a column keeps what is not. */
function isListed(sent: Schema, shown: Schema, isTop: boolean): boolean {
  const accepted = shown.enum ?? (shown.const === undefined ? undefined : [shown.const]);
  if (accepted === undefined) return true;
  const brought = sent.enum ?? (sent.const === undefined ? undefined : [sent.const]);
  return brought?.every((value) => value === null || accepted.includes(value)) ?? isTop;
}

function hasFitItems(sent: Schema, shown: Schema, { schemas }: Place): boolean {
  const accepted = itemsOf(shown, schemas);
  const brought = itemsOf(sent, schemas);
  return !accepted || !brought || isInnerFit(brought, accepted, { schemas, how: 'whole' });
}

function hasFitMembers(sent: Schema, shown: Schema, place: Place): boolean {
  const { schemas, how } = place;
  const accepted = objectShape(shown, schemas);
  const brought = objectShape(sent, schemas);
  if (!accepted || !brought) return true;
  const isMerged = how === 'patch' && shown.type === 'object';
  for (const [name, own] of accepted.properties) {
    if (!own.required || isMerged || isFlagged(own, 'writeOnly', schemas)) continue;
    const given = brought.properties.get(name);
    const isGiven = given?.required === true || given?.schema.default !== undefined;
    if (!given || !isGiven || isFlagged(given, 'readOnly', schemas)) return false;
  }
  const others = shown.additionalProperties ?? true;
  for (const [name, own] of brought.properties) {
    if (isFlagged(own, 'readOnly', schemas)) continue;
    const target = accepted.properties.get(name)?.schema ?? others;
    if (!isInnerFit(own.schema, target, place)) return false;
  }
  const free = sent.additionalProperties;
  return free === undefined || isInnerFit(free, others, place);
}
