import type { SourcePointer, SpecVersion } from './document.ts';
import type { Schema } from './openapi.ts';
import { join, tokensOf, valueAt } from './pointer.ts';
import type { Place, Sources } from './references.ts';

const ONE = [
  'items',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
  'contentSchema',
];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'];
/** Keywords that name schemas or dialects; references no longer need them. */
const DROPPED = new Set([
  '$id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  '$vocabulary',
  '$comment',
  'id',
  '$defs',
  'definitions',
  'xml',
  'externalDocs',
  'nullable',
  'x-nullable',
  'discriminator',
  'example',
  'examples',
]);

/** Turns schemas of any version into JSON Schema 2020-12, and lifts what is referred to into components. */
export class SchemaNormaliser {
  /** Finished component schemas by name, in the order in which they were first met. */
  readonly components = new Map<string, Schema | boolean>();
  readonly #sources: Sources;
  readonly #version: SpecVersion;
  readonly #origins: WeakMap<object, SourcePointer>;
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #queue: { name: string; place: Place }[] = [];

  constructor(sources: Sources, version: SpecVersion, origins: WeakMap<object, SourcePointer>) {
    this.#sources = sources;
    this.#version = version;
    this.#origins = origins;
  }

  /** Gives a declared component its own name before anything else may take it. */
  declare(name: string, place: Place): void {
    const safe = this.#free(name);
    this.#names.set(keyOf(place), safe);
    this.#queue.push({ name: safe, place });
  }

  /** Normalises every component that is declared or referred to. */
  finish(): void {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      this.components.set(next.name, this.schema(next.place));
    }
  }

  schema(place: Place): Schema | boolean {
    const value = valueAt(place.source.value, place.pointer);
    return this.#value(value, place);
  }

  #value(value: unknown, place: Place): Schema | boolean {
    if (typeof value === 'boolean') return value;
    if (!isObject(value)) return true;
    const result: Record<string, unknown> = {};
    this.#origins.set(result, { file: place.source.file, pointer: place.pointer });
    const reference = value.$ref ?? value.$dynamicRef;
    const refers = typeof reference === 'string' && this.#reference(reference, place, result);
    // Siblings of a reference mean nothing up to 3.0 by the letter; those that people mean are kept.
    const meantOnly = refers && (this.#version === '2.0' || this.#version === '3.0');
    for (const [keyword, member] of Object.entries(value)) {
      if (meantOnly && !MEANT.has(keyword)) continue;
      if (keyword === '$ref' || keyword === '$dynamicRef' || DROPPED.has(keyword)) continue;
      const here = { ...place, pointer: join(place.pointer, keyword) };
      this.#keyword(keyword, member, here, result);
    }
    this.#examples(value, result);
    this.#discriminator(value.discriminator, place, result);
    this.#bounds(result);
    if (result.type === 'file') Object.assign(result, { type: 'string', format: 'binary' });
    const isNullable = value.nullable === true || value['x-nullable'] === true;
    const finished = isNullable ? nullable(result) : result;
    if (finished !== result)
      this.#origins.set(finished, { file: place.source.file, pointer: place.pointer });
    return finished as Schema;
  }

  #keyword(keyword: string, member: unknown, here: Place, result: Record<string, unknown>): void {
    if (keyword === 'items' && Array.isArray(member)) {
      // Tuples were written so before 2020-12.
      result.prefixItems = member.map((item, index) => this.#value(item, at(here, index)));
    } else if (ONE.includes(keyword)) {
      result[keyword] = this.#value(member, here);
    } else if (LISTS.includes(keyword) && Array.isArray(member)) {
      result[keyword] = member.map((part, index) => this.#value(part, at(here, index)));
    } else if (MAPS.includes(keyword) && isObject(member)) {
      const map: Record<string, unknown> = {};
      for (const [name, part] of Object.entries(member))
        define(map, name, this.#value(part, at(here, name)));
      result[keyword] = map;
    } else if (keyword === 'required' && !Array.isArray(member)) {
      // `required: true` on a property is a mistake for a list on its parent, and says nothing here.
    } else if (keyword === 'pattern' && typeof member === 'string') {
      if (isPattern(member)) result.pattern = member;
    } else if (keyword === 'enum' && !Array.isArray(member)) {
      // Not a list: nothing can be concluded from it.
    } else {
      define(result, keyword, member);
    }
  }

  #reference(reference: string, place: Place, result: Record<string, unknown>): boolean {
    const target = this.#sources.resolve(reference, place);
    if (!target) return false;
    result.$ref = `#/components/schemas/${this.#nameOf(target)}`;
    return true;
  }

  /** The component name of what a reference leads to; chains of references end at the last. */
  #nameOf(target: Place): string {
    const key = keyOf(target);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = this.#free(proposedName(target));
    this.#names.set(key, name);
    this.#queue.push({ name, place: target });
    return name;
  }

  #free(name: string): string {
    const base = name.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^_+$/, '') || 'Schema';
    let free = base;
    for (let count = 2; this.#taken.has(free); count++) free = `${base}${count}`;
    this.#taken.add(free);
    return free;
  }

  #examples(value: Record<string, unknown>, result: Record<string, unknown>): void {
    const own = value.example ?? value['x-example'];
    if (own !== undefined) result.examples = [own];
    else if (Array.isArray(value.examples)) result.examples = value.examples;
  }

  #discriminator(value: unknown, place: Place, result: Record<string, unknown>): void {
    if (typeof value === 'string') result.discriminator = { propertyName: value };
    if (!isObject(value) || typeof value.propertyName !== 'string') return;
    const mapping = isObject(value.mapping) ? Object.entries(value.mapping) : [];
    const mapped = mapping.flatMap(([name, target]) => {
      const found = typeof target === 'string' ? this.#mapped(target, place) : undefined;
      return found === undefined ? [] : [[name, found] as const];
    });
    result.discriminator = {
      propertyName: value.propertyName,
      ...(mapped.length > 0 && { mapping: Object.fromEntries(mapped) }),
    };
  }

  /** A mapping names a component or is a reference (OpenAPI 3.1, section 4.8.25). */
  #mapped(target: string, place: Place): string | undefined {
    const reference =
      /^[A-Za-z0-9._-]+$/.test(target) && !/\.(?:ya?ml|json)$/.test(target)
        ? `#/components/schemas/${target}`
        : target;
    const found = this.#sources.find(reference, place);
    return found && `#/components/schemas/${this.#nameOf(found)}`;
  }

  /** Exclusive bounds were booleans up to 3.0. */
  #bounds(result: Record<string, unknown>): void {
    for (const [exclusive, bound] of [
      ['exclusiveMinimum', 'minimum'],
      ['exclusiveMaximum', 'maximum'],
    ] as const) {
      if (typeof result[exclusive] !== 'boolean') continue;
      if (result[exclusive]) {
        result[exclusive] = result[bound];
        delete result[bound];
      }
      if (typeof result[exclusive] !== 'number') delete result[exclusive];
    }
  }
}

const MEANT = new Set([
  '$ref',
  'description',
  'nullable',
  'x-nullable',
  'readOnly',
  'writeOnly',
  'default',
  'deprecated',
  'title',
  'example',
  'x-business-rules',
  'x-specwright',
]);

const keyOf = ({ source, pointer }: Place): string => `${source.path}#${pointer}`;

const at = (place: Place, token: string | number): Place => ({
  ...place,
  pointer: join(place.pointer, token),
});

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sets an own member whatever its name, `__proto__` too. */
export function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** `Pet` of `schemas/Pet.yaml` or of `#/definitions/Pet`; inner places get the names on the way. */
function proposedName({ source, pointer }: Place): string {
  const tokens = tokensOf(pointer);
  const last = tokens.at(-1);
  if (last === undefined)
    return (source.file.split('/').at(-1) ?? 'Schema').replace(/\.[^.]+$/, '');
  const isComponent = /^(?:schemas|definitions|\$defs)$/.test(tokens.at(-2) ?? '');
  if (isComponent || tokens.length === 1) return last;
  const words = tokens.filter((token) => !STRUCTURE.has(token));
  return words.slice(-3).join('_');
}

const STRUCTURE = new Set([
  'paths',
  'components',
  'schemas',
  'definitions',
  'properties',
  'content',
  'application/json',
  'schema',
  'items',
  'responses',
  'requestBody',
  'parameters',
  'allOf',
  'oneOf',
  'anyOf',
]);

/** Adds `null` to what a schema accepts. */
function nullable(schema: Record<string, unknown>): Record<string, unknown> {
  const { type, enum: values, $ref, allOf, oneOf, anyOf } = schema;
  if ($ref !== undefined || ((allOf ?? oneOf ?? anyOf) !== undefined && type === undefined)) {
    const { description, default: fallback, readOnly, writeOnly, deprecated, ...rest } = schema;
    const annotations = { description, default: fallback, readOnly, writeOnly, deprecated };
    const kept = Object.fromEntries(
      Object.entries(annotations).filter(([, value]) => value !== undefined),
    );
    return { ...kept, anyOf: [rest, { type: 'null' }] };
  }
  if (type !== undefined) schema.type = [...new Set([type, 'null'].flat())];
  if (Array.isArray(values) && !values.includes(null)) schema.enum = [...values, null];
  return schema;
}

export function isPattern(pattern: string): boolean {
  return ['u', ''].some((flags) => {
    try {
      return new RegExp(pattern, flags) instanceof RegExp;
    } catch {
      return false;
    }
  });
}
