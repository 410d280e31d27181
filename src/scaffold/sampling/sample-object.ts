import type { JsonValue } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { isJsonObject } from './json.ts';
import { matches, matching } from './pattern.ts';
import { Random } from './random.ts';
import type { Maker, Place } from './place.ts';
import { isHidden } from './usage.ts';
import { wordFor } from './words.ts';

/** An object with the members that a schema asks for, and the optional ones where they are wanted. */
export function sampleObject(maker: Maker, schema: Schema, place: Place): JsonValue | undefined {
  const { properties = {}, minProperties = 0, maxProperties = Infinity } = schema;
  const hints = isJsonObject(place.hint) ? place.hint : {};
  const generous = maker.isGenerous(place);
  const required = requiredNames(schema);
  const members = new Map<string, JsonValue>();
  const names = [...new Set([...Object.keys(properties), ...required])];
  for (const name of names) {
    const member = memberSchema(schema, name);
    const isRequired = required.has(name);
    if (isHidden(member, maker.schemas, maker.usage)) continue;
    if (!isRequired && (!generous || maker.isRecursive(member, place))) continue;
    const value = maker.value(member, at(place, name, hints));
    if (value !== undefined) members.set(name, value);
    else if (isRequired) return undefined;
  }
  const wanted = Math.max(
    minProperties,
    generous && isSaidOfOthers(schema)
      ? members.size + Math.max(1, extras(hints, schema).length)
      : 0,
  );
  for (const name of moreNames(schema, hints, place, wanted)) {
    if (members.size >= Math.min(wanted, maxProperties)) break;
    const member = memberSchema(schema, name);
    if (members.has(name) || isHidden(member, maker.schemas, maker.usage)) continue;
    const value = maker.value(member, at(place, name, hints));
    if (value !== undefined) members.set(name, value);
  }
  const surplus = [...members.keys()]
    .filter((name) => !required.has(name))
    .slice(0, Math.max(0, members.size - maxProperties));
  for (const name of surplus) members.delete(name);
  return Object.fromEntries(members);
}

function at(
  { hint: _hint, ...place }: Place,
  name: string,
  hints: { readonly [name: string]: JsonValue },
): Place {
  const hint = Object.hasOwn(hints, name) ? hints[name] : undefined;
  return { ...place, name, depth: place.depth + 1, ...(hint !== undefined && { hint }) };
}

/** Required members, with those that they require in turn. */
function requiredNames({ required = [], dependentRequired = {} }: Schema): Set<string> {
  const names = new Set(required);
  for (const name of names) {
    const others = Object.hasOwn(dependentRequired, name) ? dependentRequired[name] : undefined;
    for (const other of others ?? []) names.add(other);
  }
  return names;
}

/** What holds for a member: its own schema, its patterns', or that of all others. */
function memberSchema(
  { properties = {}, patternProperties = {}, additionalProperties = true }: Schema,
  name: string,
): Schema | boolean {
  const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
  const patterns = Object.entries(patternProperties)
    .filter(([pattern]) => matches(pattern, name))
    .map(([, schema]) => schema);
  if (own === undefined && patterns.length === 0) return additionalProperties;
  const all = [...(own === undefined ? [] : [own]), ...patterns];
  return all.length === 1 ? (all[0] ?? true) : { allOf: all };
}

/** Whether a schema says what members of other names look like. */
const isSaidOfOthers = ({ additionalProperties, patternProperties }: Schema): boolean =>
  typeof additionalProperties === 'object' || patternProperties !== undefined;

/** Members that only an example knows. */
const extras = (
  hints: { readonly [name: string]: JsonValue },
  { properties = {} }: Schema,
): string[] => Object.keys(hints).filter((name) => !Object.hasOwn(properties, name));

/** Names for further members: those of examples, of optional members, of patterns, then words. */
function moreNames(
  schema: Schema,
  hints: { readonly [name: string]: JsonValue },
  place: Place,
  wanted: number,
): string[] {
  const { properties = {}, patternProperties = {}, propertyNames, additionalProperties } = schema;
  const rule = typeof propertyNames === 'object' ? propertyNames : {};
  const patterns = [
    ...Object.keys(patternProperties),
    ...(rule.pattern === undefined ? [] : [rule.pattern]),
  ];
  const made = Array.from({ length: Math.min(wanted + 1, 100) * 2 }, (_none, index) => [
    ...patterns.map((pattern) =>
      matching(pattern, new Random(`${place.name} ${pattern}`, place.seed + index)),
    ),
    ...(patterns.length > 0 && additionalProperties === false ? [] : [wordFor('', index)]),
  ]).flat();
  const optional = wanted > (schema.minProperties ?? 0) ? [] : Object.keys(properties);
  return [...extras(hints, schema), ...optional, ...(rule.enum ?? []), ...made]
    .filter((name) => typeof name === 'string')
    .filter((name) => rule.pattern === undefined || matches(rule.pattern, name));
}
