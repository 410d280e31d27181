import type { JsonValue } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { type Flat, flatten, flattenOutside, merged } from './flatten.ts';
import { isJson, isJsonArray, isJsonObject } from './json.ts';
import { judgeOf, judgeOfText } from './judge.ts';
import { sampleNumber } from './number.ts';
import type { Maker, Place } from './place.ts';
import { sampleArray } from './sample-array.ts';
import { sampleObject } from './sample-object.ts';
import { sampleText } from './text.ts';
import type { Schemas, Usage } from './usage.ts';

/** Deeper than this, only what is required is made. */
const MAX_OPTIONAL_DEPTH = 4;

/** Deeper than this, nothing is: a required member of its own kind has no end. */
const MAX_DEPTH = 16;

/** How many values one sample is made of before only what is required is added. */
const MAX_OPTIONAL_VALUES = 500;

/** How many combinations of `oneOf` and `anyOf` are tried at one place. */
const MAX_CHOICES = 40;

/** Makes values that a schema should accept; nothing but the root's validator knows whether it does. */
export class Sampler implements Maker {
  readonly schemas: Schemas;
  readonly usage: Usage;
  /** Tells one attempt from the next where chance is asked. */
  readonly #attempt: number;
  readonly #full: boolean;
  #values = 0;

  constructor(schemas: Schemas, usage: Usage, full: boolean, attempt: number) {
    this.schemas = schemas;
    this.usage = usage;
    this.#full = full;
    this.#attempt = attempt;
  }

  isGenerous(place: Place): boolean {
    return this.#full && place.depth <= MAX_OPTIONAL_DEPTH && this.#values < MAX_OPTIONAL_VALUES;
  }

  isRecursive(schema: Schema | boolean, place: Place): boolean {
    return [...flatten(schema, this.schemas).entered].some((component) =>
      place.inside.has(component),
    );
  }

  value(schema: Schema | boolean, place: Place): JsonValue | undefined {
    if (place.depth > MAX_DEPTH) return undefined;
    this.#values++;
    const flat = flatten(schema, this.schemas);
    if (flat.impossible) return undefined;
    const here = { ...place, inside: new Set([...place.inside, ...flat.entered]) };
    if (flat.choices.length === 0) return this.#plain(flat.schema, here);
    const judge = judgeOf(schema, this.schemas, this.usage);
    for (const variant of this.#variants(flat, flat.entered)) {
      const made = this.#plain(variant.schema, {
        ...here,
        inside: new Set([...here.inside, ...variant.entered]),
      });
      if (made !== undefined && judge(made).length === 0) return made;
    }
    return undefined;
  }

  /** Every way of choosing among `oneOf` and `anyOf`, values before null. */
  #variants(flat: Flat, entered: ReadonlySet<string>, found: Flat[] = []): Flat[] {
    const [first, ...rest] = flat.choices;
    if (first === undefined) {
      found.push(flat);
      return found;
    }
    const isNull = (variant: Schema | boolean) =>
      typeof variant === 'object' && variant.type === 'null';
    for (const variant of [...first].sort(
      (one, other) => Number(isNull(one)) - Number(isNull(other)),
    )) {
      if (found.length >= MAX_CHOICES) break;
      const chosen = flattenOutside(variant, this.schemas, entered);
      if (chosen.impossible) continue;
      const all = new Set([...entered, ...chosen.entered]);
      const tagged = withDiscriminator(flat.schema, variant, chosen);
      this.#variants(
        {
          ...chosen,
          schema: merged(flat.schema, tagged),
          choices: [...rest, ...chosen.choices],
          entered: all,
        },
        all,
        found,
      );
    }
    return found;
  }

  /** A value for a schema without references and compositions. */
  #plain(schema: Schema, { hint: example, ...place }: Place): JsonValue | undefined {
    if (schema.const !== undefined) return isJson(schema.const) ? schema.const : undefined;
    const hint = this.#hint(schema, example);
    const hinted = hint === undefined ? place : { ...place, hint };
    if (schema.enum) {
      const values = schema.enum
        .filter(isJson)
        .filter((value) => value !== null || schema.enum?.length === 1);
      return hint !== undefined && place.seed === 0
        ? hint
        : values[place.seed % Math.max(1, values.length)];
    }
    for (const type of typesOf(schema)) {
      const made = this.#ofType(type, schema, hinted);
      if (made !== undefined) return made;
    }
    return undefined;
  }

  /** What the description itself gives as an example; nested ones may be given for the whole. */
  #hint(schema: Schema, example: JsonValue | undefined): JsonValue | undefined {
    const examples = [
      example,
      ...(schema.examples ?? []),
      schema.example,
      isEmpty(schema.default) ? undefined : schema.default,
    ];
    const isValid = (value: JsonValue) =>
      judgeOfText(schema, this.schemas, this.usage)(value).length === 0;
    // Parts of an object or a list may serve where the whole does not.
    const isWhole = (value: JsonValue) =>
      !schema.enum &&
      typesOf(schema).includes(isJsonArray(value) ? 'array' : isJsonObject(value) ? 'object' : '');
    return examples.filter(isJson).find((value) => isWhole(value) || isValid(value));
  }

  #ofType(type: string, schema: Schema, place: Place): JsonValue | undefined {
    const { hint, name, seed } = place;
    switch (type) {
      case 'string':
        return sampleText(
          schema,
          name,
          seed,
          typeof hint === 'string' ? hint : undefined,
          this.#attempt,
        );
      case 'integer':
      case 'number':
        return sampleNumber(
          schema,
          type === 'integer',
          seed,
          typeof hint === 'number' ? hint : undefined,
        );
      case 'boolean':
        return typeof hint === 'boolean' ? hint !== (seed % 2 === 1) : seed % 2 === 0;
      case 'array':
        return sampleArray(this, schema, place);
      case 'object':
        return sampleObject(this, schema, place);
      default:
        return null;
    }
  }
}

/** The types that a schema allows, told or meant, null last. */
function typesOf(schema: Schema): readonly string[] {
  if (schema.type !== undefined) {
    const types = [schema.type].flat();
    return [...types.filter((type) => type !== 'null'), ...types.filter((type) => type === 'null')];
  }
  if (schema.properties ?? schema.required ?? schema.patternProperties ?? schema.minProperties)
    return ['object'];
  if (typeof schema.additionalProperties === 'object') return ['object'];
  if (schema.items !== undefined || schema.prefixItems || schema.minItems !== undefined)
    return ['array'];
  const isNumber = [
    schema.minimum,
    schema.maximum,
    schema.exclusiveMinimum,
    schema.exclusiveMaximum,
    schema.multipleOf,
  ].some((bound) => bound !== undefined);
  return isNumber ? ['number'] : ['string'];
}

/** The variant's own name in the member that tells variants apart, where the variant leaves it open. */
function withDiscriminator(
  { discriminator }: Schema,
  variant: Schema | boolean,
  { schema }: Flat,
): Schema {
  const reference = typeof variant === 'object' ? variant.$ref : undefined;
  if (!discriminator || reference === undefined) return schema;
  const { propertyName, mapping = {} } = discriminator;
  const mapped = Object.entries(mapping).find(
    ([, target]) => target === reference || reference.endsWith(`/${target}`),
  );
  const member = schema.properties?.[propertyName];
  const isOpen =
    typeof member === 'object' && member.const === undefined && member.enum === undefined;
  if (!isOpen) return schema;
  const value = mapped?.[0] ?? reference.slice(reference.lastIndexOf('/') + 1);
  return {
    ...schema,
    properties: { ...schema.properties, [propertyName]: { ...member, const: value } },
  };
}

/** Defaults that say only that there is nothing yet. */
const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
