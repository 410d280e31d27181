import type { MediaType, Schema } from '../spec/openapi.ts';
import { XML_TYPE } from '../spec/xml-type.ts';

const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json\b(?!-)/i;

/** Keywords that say what is in a document. */
const PARTS: readonly (keyof Schema)[] = [
  '$ref',
  'properties',
  'additionalProperties',
  'items',
  'allOf',
  'anyOf',
  'oneOf',
];

/**
 * The XML among the media types of a body that is read and written by its schema: where that is the
 * one of the JSON beside it, or where there is no JSON.
 */
export function xmlTypes(content: Readonly<Record<string, MediaType>> | undefined): string[] {
  const entries = Object.entries(content ?? {});
  const json = entries.find(([type]) => JSON_TYPE.test(type));
  return entries.flatMap(([type, { schema }]) => {
    const isServed = json ? isSameSchema(schema, json[1].schema) : hasParts(schema);
    return XML_TYPE.test(type) && isServed ? [type] : [];
  });
}

type Asked = Schema | boolean | undefined;

/** Whether two schemas ask the same of a value, whatever XML calls it. */
export const isSameSchema = (one: Asked, other: Asked): boolean => asked(one) === asked(other);

const asked = (schema: Asked): string | undefined =>
  JSON.stringify(schema, (key, value: unknown) => (key === 'xml' ? undefined : value));

const hasParts = (schema: Asked): boolean =>
  typeof schema === 'object' && PARTS.some((keyword) => schema[keyword] !== undefined);
