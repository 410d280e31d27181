import type { JsonValue } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { sampleText } from './sample-text.ts';

export interface SampleOptions {
  /** Different seeds give different texts and numbers. */
  readonly seed: number;
  /** Optional members too. */
  readonly full: boolean;
}

const MAX_DEPTH = 6;

/** Builds an instance of a schema by its keywords; whether it is valid is for others to judge. */
export class SampleBuilder {
  readonly #schemas: Readonly<Record<string, Schema | boolean>>;
  readonly #options: SampleOptions;

  constructor(schemas: Readonly<Record<string, Schema | boolean>>, options: SampleOptions) {
    this.#schemas = schemas;
    this.#options = options;
  }

  build(schema: Schema | boolean | undefined, name: string, depth = 0): JsonValue | undefined {
    if (schema === undefined || schema === true) return `${name} ${this.#options.seed + 1}`;
    if (schema === false || depth > 40) return undefined;
    const found = this.#whole(schema, 0);
    if (found.const !== undefined) return found.const as JsonValue;
    if (found.enum) return found.enum[this.#options.seed % found.enum.length] as JsonValue | undefined;
    const variants = found.oneOf ?? found.anyOf;
    const type = this.#typeOf(found);
    if (variants && type !== 'object') return this.#firstVariant(variants, found, name, depth);
    switch (type) {
      case 'string':
        return sampleText(name, found, this.#options.seed);
      case 'integer':
      case 'number':
        return this.#number(found, type === 'integer');
      case 'boolean':
        return this.#options.seed % 2 === 0;
      case 'array':
        return this.#array(found, name, depth);
      case 'object':
        return this.#object(variants ? this.#withVariant(found, variants) : found, depth);
      case 'null':
        return null;
      default:
        return `${name} ${this.#options.seed + 1}`;
    }
  }

  #typeOf(schema: Schema): string | undefined {
    const types = [schema.type].flat().filter((type) => type !== 'null');
    if (types[0] !== undefined) return types[0];
    if (schema.type === 'null') return 'null';
    if (schema.properties ?? schema.required ?? schema.additionalProperties) return 'object';
    if (schema.items ?? schema.prefixItems) return 'array';
    if (schema.pattern ?? schema.format ?? schema.minLength) return 'string';
    return schema.minimum === undefined ? undefined : 'number';
  }

  /** References followed and `allOf` put together. */
  #whole(schema: Schema, depth: number): Schema {
    if (depth > 30) return schema;
    let found: Schema = schema;
    if (schema.$ref !== undefined) {
      const target = this.#schemas[schema.$ref.slice('#/components/schemas/'.length)];
      const { $ref: _ref, ...siblings } = schema;
      found = { ...(typeof target === 'object' ? this.#whole(target, depth + 1) : {}), ...siblings };
    }
    if (!found.allOf) return found;
    const { allOf, ...own } = found;
    return [...allOf, own].reduce<Schema>((result, part) => (typeof part === 'object' ? combine(result, this.#whole(part, depth + 1)) : result), {});
  }

  #firstVariant(variants: readonly (Schema | boolean)[], whole: Schema, name: string, depth: number): JsonValue | undefined {
    const { oneOf: _one, anyOf: _any, ...own } = whole;
    const real = variants.filter((variant) => typeof variant === 'boolean' || variant.type !== 'null');
    const first = real[0];
    return this.build(typeof first === 'object' ? combine(own, this.#whole(first, 0)) : own, name, depth + 1);
  }

  #withVariant(schema: Schema, variants: readonly (Schema | boolean)[]): Schema {
    const { oneOf: _one, anyOf: _any, ...own } = schema;
    const first = variants.find((variant) => typeof variant === 'object' && variant.type !== 'null');
    return typeof first === 'object' ? combine(own, this.#whole(first, 0)) : own;
  }

  #number(schema: Schema, isInteger: boolean): number {
    const { seed } = this.#options;
    const step = schema.multipleOf ?? (isInteger ? 1 : 0.5);
    const low = schema.minimum ?? (schema.exclusiveMinimum === undefined ? undefined : schema.exclusiveMinimum + step);
    const high = schema.maximum ?? (schema.exclusiveMaximum === undefined ? undefined : schema.exclusiveMaximum - step);
    const start = low ?? Math.min(1, high ?? 1);
    const first = Math.ceil(start / step);
    const value = round((first + seed) * step);
    return high !== undefined && value > high ? round(Math.floor(high / step) * step) : value;
  }

  #array(schema: Schema, name: string, depth: number): JsonValue | undefined {
    const count = Math.max(schema.minItems ?? 0, this.#options.full && depth < MAX_DEPTH ? 1 : 0);
    if (count > 100) return undefined;
    const items: JsonValue[] = [];
    for (let index = 0; index < count; index++) {
      const builder = index === 0 ? this : new SampleBuilder(this.#schemas, { ...this.#options, seed: this.#options.seed + index });
      const item = builder.build(schema.prefixItems?.[index] ?? schema.items, name.replace(/s$/, ''), depth + 1);
      if (item === undefined) return (schema.minItems ?? 0) === 0 ? [] : undefined;
      items.push(item);
    }
    return items;
  }

  #object(schema: Schema, depth: number): JsonValue | undefined {
    const required = new Set(schema.required ?? []);
    const members: [string, JsonValue][] = [];
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      const isAsked = required.has(name);
      if (!isAsked && (!this.#options.full || depth >= MAX_DEPTH)) continue;
      if (typeof member === 'object' && this.#whole(member, 0).readOnly === true) continue;
      const value = this.build(member, name, depth + 1);
      if (value !== undefined) members.push([name, value]);
      else if (isAsked) return undefined;
    }
    for (const name of required) {
      if (schema.properties?.[name] !== undefined || members.some(([known]) => known === name)) continue;
      members.push([name, `${name} ${this.#options.seed + 1}`]);
    }
    return Object.fromEntries(members);
  }
}

function combine(one: Schema, other: Schema): Schema {
  return {
    ...one,
    ...other,
    ...((one.properties ?? other.properties) && { properties: { ...one.properties, ...other.properties } }),
    ...((one.required ?? other.required) && { required: [...new Set([...(one.required ?? []), ...(other.required ?? [])])] }),
  };
}

const round = (value: number): number => Number(value.toFixed(9));
