import { isObject, type Members } from '../json.ts';
import { quoted } from '../references/sources.ts';
import { object } from './object.ts';
import { anything, flag, listOf, mapOf, type Reader, referable, since32, text } from './readers.ts';
import { schema } from './schema.ts';

const example: Reader<Members> = referable(
  'example',
  object('An example', {
    summary: text,
    description: text,
    value: anything,
    externalValue: text,
    dataValue: since32(anything),
    serializedValue: since32(text),
  }),
);

/** Examples by name (OpenAPI 3.1, section 4.8.19). A list is what schemas have, and a common mistake. */
export const examples: Reader<Members> = (place, reading) => {
  if (Array.isArray(place.value)) {
    const message =
      'examples should be an object with a named example in each member. A list of values stands only in a schema.';
    reading.findings.repaired('SW1202', place, message);
    return Object.fromEntries(
      place.children.map(({ token, value }) => [`example${Number(token) + 1}`, { value }]),
    );
  }
  return mapOf<unknown>((child) => {
    if (isObject(child.value)) return example(child, reading);
    reading.findings.repaired(
      'SW1202',
      child,
      `The example ${quoted(child.token)} should be an object with a value.`,
    );
    return { value: child.value };
  })(place, reading);
};

/** A header is a parameter without name and place (OpenAPI 3.1, section 4.8.21). */
export const header: Reader<Members> = referable(
  'header',
  object(
    'A header',
    {
      description: text,
      required: flag,
      deprecated: flag,
      style: text,
      explode: flag,
      schema,
      content: (place, reading) => content(place, reading),
      example: anything,
      examples,
    },
    { elsewhere: ['name', 'in', 'allowEmptyValue', 'allowReserved'] },
  ),
);

const encoding: Reader<Members> = object('An encoding', {
  contentType: text,
  headers: mapOf(header, { extensible: true }),
  style: text,
  explode: flag,
  allowReserved: flag,
  encoding: since32((place, reading) => encodings(place, reading)),
  prefixEncoding: since32((place, reading) => listOf(encoding)(place, reading)),
  itemEncoding: since32((place, reading) => encoding(place, reading)),
});

const encodings = mapOf(encoding, { extensible: true });

const mediaType: Reader<Members> = referable(
  'media type',
  object('A media type', {
    schema,
    example: anything,
    examples,
    encoding: encodings,
    itemSchema: since32(schema),
    prefixEncoding: since32(listOf(encoding)),
    itemEncoding: since32(encoding),
  }),
);

/** Members of a media type: they end up beside it when they are indented one step too little. */
const MISPLACED = new Set(['schema', 'example', 'examples', 'encoding', 'itemSchema']);

const saysNothing = (value: unknown): boolean => Object.keys(Object(value)).length === 0;

/** Media types by name (OpenAPI 3.1, section 4.8.14). */
export const content: Reader<Members> = mapOf<unknown>(
  (place, reading) => {
    const { token, value } = place;
    if (MISPLACED.has(token) && (token === 'schema' || !saysNothing(value))) {
      const message = `${token} stands where a media type should, such as application/json. Indent it one step further.`;
      reading.findings.error('SW1217', place, message);
      return undefined;
    }
    if (!token.includes('/')) {
      const message = `"${quoted(token)}" is no media type. Name one, such as application/json.`;
      reading.findings.repaired('SW1217', place, message);
    }
    return value === null ? {} : mediaType(place, reading);
  },
  { extensible: true },
);
