import { isObject, type Members } from '../../json.ts';
import { described } from '../messages.ts';
import { object } from '../object.ts';
import { mapOf, type Reader, referable, text } from '../readers.ts';
import { schema } from '../schema.ts';
import { styleOf, valueSchema } from './parameters.ts';

/** 2.0, «Header Object»: a parameter without name and place. */
const header: Reader<Members> = (from, reading) => {
  const place = reading.follow(from);
  if (!place || !isObject(place.value)) return undefined;
  const { description, collectionFormat } = place.value;
  return reading.note(
    {
      ...(typeof description === 'string' && { description }),
      schema: valueSchema(place, reading),
      ...(place.value.type === 'array' &&
        collectionFormat !== undefined && { explode: styleOf(collectionFormat).explode }),
    },
    place,
  );
};

const members = object(
  'A response',
  { description: text, headers: mapOf(header, { extensible: true }) },
  { elsewhere: ['schema', 'examples', 'example'] },
);

/** 2.0, «Response Object»: one schema for all media types that the operation produces. */
export const response = (produces: readonly string[]): Reader<Members> =>
  referable(`response ${produces.join(' ')}`, (place, reading) => {
    const given = members(place, reading);
    if (!given) return undefined;
    described(given, place, reading);
    const body = place.has('schema') ? schema(place.child('schema'), reading) : undefined;
    const examples = exampleValues(place.child('examples').value ?? place.child('example').value);
    const isFile = isObject(body) && body.type === 'string' && body.format === 'binary';
    const types =
      isFile && produces.every((type) => type === 'application/json')
        ? ['application/octet-stream']
        : produces;
    const all = body === undefined ? [...examples.keys()] : types;
    if (all.length === 0) return given;
    const content = all.map((type) => [
      type,
      {
        ...(body !== undefined && { schema: body }),
        ...(examples.has(type) && { example: examples.get(type) }),
      },
    ]);
    given.content = Object.fromEntries(content);
    return given;
  });

/** 2.0, «Example Object»: a value for each media type. */
function exampleValues(value: unknown): Map<string, unknown> {
  if (!isObject(value)) return new Map();
  return new Map(Object.entries(value).filter(([type]) => type.includes('/')));
}
