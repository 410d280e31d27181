import { Random } from '../../src/scaffold/sampling/random.ts';
import { matching } from '../../src/scaffold/sampling/pattern.ts';
import type { Schema } from '../../src/spec/openapi.ts';

export type Schemas = Readonly<Record<string, Schema | boolean>>;

/** Values that are known from earlier answers, by the name under which they are asked for. */
export type Known = ReadonlyMap<string, unknown>;

const DEEPEST = 12;

const BY_FORMAT: Readonly<Record<string, string>> = {
  date: '2026-01-15',
  'date-time': '2026-01-15T10:30:00Z',
  email: 'amina@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  time: '10:30:00Z',
  uri: 'https://example.com/a',
  'uri-reference': '/a',
  uuid: '6f1c2a4e-8f0d-4b53-9a57-0d6f7c1f2b3a',
};

/**
 * A value that a client would send: what the description shows, or else the plainest one that its
 * schema allows. Objects have their required members, and what is known goes before what is made up.
 */
export function exampleOf(
  given: Schema | boolean | undefined,
  schemas: Schemas,
  known: Known = new Map(),
  depth = 0,
): unknown {
  if (given === undefined || typeof given === 'boolean' || depth > DEEPEST) return {};
  const schema = resolved(given, schemas);
  const shown = schema.const ?? schema.example ?? schema.examples?.[0] ?? schema.default;
  const type = [schema.type ?? []].flat().find((one) => one !== 'null');
  const isObject = type === 'object' || schema.properties !== undefined || schema.allOf;
  if (!isObject && shown !== undefined) return shown;
  if (schema.enum) return schema.enum[0];
  const alternative = (schema.oneOf ?? schema.anyOf)?.find((one) => !isNull(one));
  if (alternative !== undefined && !isObject)
    return exampleOf(alternative, schemas, known, depth + 1);
  if (isObject) return objectOf(schema, schemas, known, depth);
  if (type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () =>
      exampleOf(schema.items, schemas, known, depth + 1),
    );
  if (type === 'boolean') return true;
  if (type === 'number' || type === 'integer') return numberOf(schema);
  return textOf(schema);
}

const isNull = (schema: Schema | boolean) => typeof schema === 'object' && schema.type === 'null';

/** A schema without `$ref`: what it names, with what stands beside it. */
export function resolved({ $ref, ...own }: Schema, schemas: Schemas): Schema {
  const name = $ref?.slice('#/components/schemas/'.length);
  const target = name === undefined ? undefined : schemas[decodeURIComponent(name)];
  return typeof target === 'object' ? resolved({ ...target, ...own }, schemas) : own;
}

function objectOf(schema: Schema, schemas: Schemas, known: Known, depth: number): object {
  const value: Record<string, unknown> = {};
  const parts = [...(schema.allOf ?? []), ...(schema.oneOf ?? schema.anyOf ?? []).slice(0, 1)];
  for (const part of parts) Object.assign(value, exampleOf(part, schemas, known, depth + 1));
  for (const name of schema.required ?? []) {
    const property = schema.properties?.[name];
    if (property === undefined) continue;
    const own = typeof property === 'object' ? resolved(property, schemas) : {};
    if (own.readOnly === true) continue;
    value[name] = known.get(name) ?? exampleOf(property, schemas, known, depth + 1);
  }
  // An empty change is none.
  const [first] = Object.entries(schema.properties ?? {});
  if (Object.keys(value).length < (schema.minProperties ?? 0) && first !== undefined)
    value[first[0]] = exampleOf(first[1], schemas, known, depth + 1);
  return value;
}

function numberOf({ minimum, exclusiveMinimum, maximum, multipleOf }: Schema): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 1);
  const value = multipleOf === undefined ? least : Math.ceil(least / multipleOf) * multipleOf;
  return Math.min(value, maximum ?? value);
}

function textOf({ format, pattern, minLength = 0, maxLength = Infinity }: Schema): string {
  const made =
    pattern === undefined
      ? (BY_FORMAT[format ?? ''] ?? 'example')
      : (matching(pattern, new Random(pattern, 1)) ?? 'example');
  return made.padEnd(minLength, 'x').slice(0, maxLength);
}
