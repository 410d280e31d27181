import type { Schema } from '../../spec/openapi.ts';

const ONE = new Set(['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties']);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas']);

/** What a schema says of a request, as the generated service reads it: readOnly is never asked for. */
export function requestSchema(schema: Schema | boolean): Schema | boolean {
  if (typeof schema === 'boolean') return schema;
  const hidden = new Set(readOnlyMembers(schema));
  const entries = Object.entries(schema).map(([keyword, value]: [string, unknown]): [string, unknown] => {
    if (keyword === '$ref') return ['$ref', `request${String(value)}`];
    if (keyword === 'required' && Array.isArray(value)) return [keyword, value.filter((name) => !hidden.has(String(name)))];
    if (LISTS.has(keyword) && Array.isArray(value)) return [keyword, value.map((part: Schema | boolean) => requestSchema(part))];
    if (ONE.has(keyword)) return [keyword, requestSchema(value as Schema | boolean)];
    if (MAPS.has(keyword)) {
      const members = Object.entries(value as Record<string, Schema | boolean>);
      return [keyword, Object.fromEntries(members.map(([name, member]) => [name, hidden.has(name) && keyword === 'properties' ? true : requestSchema(member)]))];
    }
    return [keyword, value];
  });
  return Object.fromEntries(entries) as Schema;
}

function readOnlyMembers(schema: Schema): string[] {
  const own = Object.entries(schema.properties ?? {}).filter(([, member]) => typeof member === 'object' && member.readOnly === true);
  const parts = (schema.allOf ?? []).filter((part) => typeof part === 'object');
  return [...own.map(([name]) => name), ...parts.flatMap(readOnlyMembers)];
}
