import { define, isExtension, type Members } from '../json.ts';

/** Keywords that other subschemas take part in: adding null to the type alone would not do. */
const APPLICATORS = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'const'];

/** What describes the whole, so that it stands beside the choice and not within it. */
const ANNOTATIONS = new Set([
  'title',
  'description',
  'default',
  'examples',
  'readOnly',
  'writeOnly',
  'deprecated',
]);

/** Adds null to what a schema accepts: `nullable: true` of OpenAPI 3.0 in JSON Schema 2020-12. */
export function nullable(schema: Members, note: <T extends object>(node: T) => T): Members {
  if (APPLICATORS.some((name) => schema[name] !== undefined)) {
    const outer: Members = {};
    const inner: Members = {};
    for (const [name, value] of Object.entries(schema)) {
      define(ANNOTATIONS.has(name) || isExtension(name) ? outer : inner, name, value);
    }
    return note({ ...outer, anyOf: [note(inner), { type: 'null' }] });
  }
  const { type, enum: values } = schema;
  const result = { ...schema };
  if (type !== undefined) result.type = [...new Set([type, 'null'].flat())];
  if (Array.isArray(values) && !values.includes(null))
    result.enum = [...(values as unknown[]), null];
  return note(result);
}
