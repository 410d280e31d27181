import type { Entity, Representation } from '../../model/types.ts';
import { objectShape } from '../../model/object-shape.ts';
import { type Schemas, unwrapNull } from '../../model/schema-shape.ts';
import type { Schema } from '../../spec/openapi.ts';

/** What answers may ask of a text or a number that a request may leave open. */
const KEYWORDS = [
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
] as const;

/**
 * The schema of a body whose values answers can show, too: where the two ask for different texts or
 * numbers, only what both allow comes back as it was sent. Itself where they agree.
 */
export function shownAs(
  { fields }: Entity,
  { schema, members }: Representation,
  schemas: Schemas,
): Schema {
  const sent = objectShape(schema, schemas)?.properties;
  const narrower = members.flatMap(({ field: name }): (readonly [string, Schema])[] => {
    const field = fields.find((one) => one.name === name);
    const own = unwrapNull(sent?.get(name)?.schema, schemas).schema;
    if (!field || field.type === 'json' || field.writeOnly) return [];
    const shown = unwrapNull(field.schema, schemas).schema;
    if (shown === own) return [];
    const asked = KEYWORDS.filter(
      (keyword) =>
        shown[keyword] !== undefined &&
        JSON.stringify(shown[keyword]) !== JSON.stringify(own[keyword]),
    );
    return asked.length === 0
      ? []
      : [[name, Object.fromEntries(asked.map((keyword) => [keyword, shown[keyword]]))]];
  });
  return narrower.length === 0
    ? schema
    : { allOf: [schema, { properties: Object.fromEntries(narrower) }] };
}
