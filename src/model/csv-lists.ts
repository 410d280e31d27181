import type { MediaType, Schema } from '../spec/openapi.ts';
import { objectShape } from './object-shape.ts';
import { itemsOf, resolved, type Schemas, typesOf } from './schema-shape.ts';
import type { ItemStream } from './types.ts';
import { isSameSchema } from './xml-bodies.ts';

const CSV = /^text\/csv\b/i;

/**
 * The CSV in which an answer can give the items of its list: what the description says of it is a
 * text, or the same list, and each item has values that a cell can hold.
 */
export function csvOf(
  content: Readonly<Record<string, MediaType>> | undefined,
  list: Schema | boolean | undefined,
  item: Schema,
  schemas: Schemas,
): ItemStream[] {
  if (!isFlat(item, schemas)) return [];
  return Object.entries(content ?? {}).flatMap(([mediaType, { schema }]) => {
    const isText = schema === undefined || resolved(schema, schemas).type === 'string';
    const isList = isSameSchema(schema, list) || isSameSchema(itemsOf(schema, schemas), item);
    return CSV.test(mediaType) && (isText || isList) ? [{ mediaType, form: 'csv' }] : [];
  });
}

/** Whether no member of an object is an object or a list, or may be one. */
function isFlat(item: Schema, schemas: Schemas): boolean {
  const members = [...(objectShape(item, schemas)?.properties.values() ?? [])];
  const isScalar = (schema: Schema): boolean => {
    const types = typesOf(schema, schemas);
    return types.length > 0 && types.every((type) => type !== 'object' && type !== 'array');
  };
  return members.length > 0 && members.every(({ schema }) => isScalar(schema));
}
