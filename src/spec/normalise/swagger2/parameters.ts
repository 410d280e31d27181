import { isExtension, isObject, type Members } from '../../json.ts';
import type { Place } from '../../read/place.ts';
import { quoted } from '../../references/sources.ts';
import { object } from '../object.ts';
import { isNamed, requirePath } from '../parameters.ts';
import { flag, type Reader, referable, text } from '../readers.ts';
import type { Reading } from '../reading.ts';
import { meantType } from '../schema-values.ts';
import { schemaWith } from '../schema.ts';

/** Members that describe the parameter; all others describe its value, as a schema does. */
const OWN = new Set([
  'name',
  'in',
  'description',
  'required',
  'allowEmptyValue',
  'collectionFormat',
  'schema',
]);

/** Keywords of the value (2.0, «Parameter Object»). */
const VALUE = [
  'type',
  'format',
  'items',
  'default',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'enum',
  'multipleOf',
  'example',
  'allOf',
  'title',
  'readOnly',
  'nullable',
  'properties',
  'additionalProperties',
  'oneOf',
  'anyOf',
  'minProperties',
  'maxProperties',
  'deprecated',
  'examples',
  'explode',
  'style',
];

const members = object(
  'A parameter',
  {
    name: text,
    in: text,
    description: text,
    required: flag,
    allowEmptyValue: flag,
    deprecated: flag,
  },
  { elsewhere: [...VALUE, 'collectionFormat', 'schema'] },
);

const PLACES = ['path', 'query', 'header', 'body', 'formData'];

/** 2.0, «Parameter Object»; bodies and form fields are checked here, and read with the body. */
export const parameter: Reader<Members> = referable('parameter', (place, reading) => {
  const given = members(place, reading);
  if (!given || !isNamed(given, place, reading)) return undefined;
  const where = String(given.in);
  if (!PLACES.includes(where)) {
    const message = `The parameter ${quoted(String(given.name))} cannot be in ${quoted(where)}. Use ${PLACES.join(', ')}.`;
    reading.findings.error('SW1208', place.child('in'), message);
    return undefined;
  }
  // These two speak of the value, and are read with its schema.
  delete given['x-example'];
  delete given['x-nullable'];
  requirePath(given, place, reading);
  if (where === 'body') {
    checkBody(place, reading);
    return undefined;
  }
  checkValue(place, where, reading);
  if (where === 'formData') return undefined;
  given.schema = valueSchema(place, reading);
  const format = place.child('collectionFormat').value;
  if (isArray(place))
    Object.assign(given, where === 'query' ? styleOf(format) : { style: 'simple' });
  return given;
});

/** The schema of a parameter's or header's value. */
export function valueSchema(place: Place, reading: Reading): unknown {
  if (isObject(place.child('schema').value))
    return schemaWith(place.child('schema'), reading, new Set());
  const foreign = new Set([...OWN, ...place.children.map(({ token }) => token).filter(isForeign)]);
  const schema = schemaWith(place, reading, foreign);
  return isObject(schema) && Object.keys(schema).length === 0 ? { type: 'string' } : schema;
}

/** Extensions of a parameter stay with it; those that say something of its value are known. */
const isForeign = (name: string): boolean =>
  isExtension(name) && name !== 'x-nullable' && name !== 'x-example';

const isArray = (place: Place): boolean => place.child('type').value === 'array';

function checkBody(place: Place, reading: Reading): void {
  const schema = place.child('schema');
  if (!place.has('schema')) {
    reading.findings.error('SW1208', place, 'A body parameter needs a schema. Add it.');
  } else if (isObject(schema.value) && schema.value.type === 'file') {
    const message =
      'A file is sent as a form field. Write in: formData with type: file, and consumes: [multipart/form-data].';
    reading.findings.error('SW1208', schema.child('type'), message);
  }
}

function checkValue(place: Place, where: string, reading: Reading): void {
  const { value } = place.child('type');
  const name = quoted(String(place.child('name').value));
  const types = [
    'string',
    'number',
    'integer',
    'boolean',
    'array',
    ...(where === 'formData' ? ['file'] : []),
  ];
  if (value === undefined) {
    if (!place.has('schema') && !place.has('enum')) {
      reading.findings.repaired(
        'SW1208',
        place,
        `The parameter ${name} has no type. It is taken as text; add a type to say more.`,
      );
    }
  } else if (typeof value === 'string' && !types.includes(meantType(value)?.type ?? value)) {
    const message = `The ${where} parameter ${name} cannot be of type ${quoted(value)}. Use ${types.join(', ')}.`;
    reading.findings.error('SW1208', place.child('type'), message);
  }
  const format = place.child('collectionFormat');
  if (format.value === 'multi' && where !== 'query' && where !== 'formData') {
    const message = `A ${where} parameter cannot repeat (collectionFormat: multi). Use csv, ssv, tsv or pipes.`;
    reading.findings.error('SW1208', format, message);
  }
}

const STYLES = new Map<unknown, Members>([
  ['csv', { style: 'form', explode: false }],
  ['ssv', { style: 'spaceDelimited', explode: false }],
  // Tabs have no style in OpenAPI 3; spaces come nearest.
  ['tsv', { style: 'spaceDelimited', explode: false }],
  ['pipes', { style: 'pipeDelimited', explode: false }],
  ['multi', { style: 'form', explode: true }],
]);

/** How several values of a query parameter are written; csv when nothing is said. */
export const styleOf = (format: unknown): Members => ({
  ...(STYLES.get(format) ?? STYLES.get('csv')),
});
