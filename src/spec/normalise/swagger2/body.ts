import { define, isExtension, isObject, type Members } from '../../json.ts';
import type { Place } from '../../read/place.ts';
import type { Declared } from '../parameters.ts';
import type { Reading } from '../reading.ts';
import { schema } from '../schema.ts';
import { styleOf, valueSchema } from './parameters.ts';

const MULTIPART = 'multipart/form-data';
const URLENCODED = 'application/x-www-form-urlencoded';

/** One body parameter, or the form fields, become the request body of OpenAPI 3. */
export function requestBody(
  declared: readonly Declared[],
  consumes: readonly string[],
  operation: Place,
  reading: Reading,
): Members | undefined {
  const bodies = declared.filter((one) => one.in === 'body');
  const fields = declared.filter((one) => one.in === 'formData');
  const [body, second] = bodies;
  if (second) {
    reading.findings.error(
      'SW1208',
      second.place,
      'An operation has at most one body parameter. Merge them into one object.',
    );
  }
  if (body && fields.length > 0) {
    reading.findings.error(
      'SW1208',
      body.place,
      'An operation has a body or form fields, not both. Make the body a form field, or the fields members of the body.',
    );
  }
  if (body) return bodyOf(body.place, consumes, reading);
  return fields.length > 0 ? formOf(fields, consumes, operation, reading) : undefined;
}

function bodyOf(place: Place, consumes: readonly string[], reading: Reading): Members {
  const { description, required } = isObject(place.value) ? place.value : {};
  const read = place.has('schema') ? schema(place.child('schema'), reading) : undefined;
  // A form cannot be a plain body; what takes forms only was never told what it takes.
  const types = consumes.filter((type) => type !== MULTIPART && type !== URLENCODED);
  const media = (types.length > 0 ? types : consumes).map((type) => [
    type,
    read === undefined ? {} : { schema: read },
  ]);
  return reading.note(
    {
      ...(typeof description === 'string' && { description }),
      required: required === true,
      content: Object.fromEntries(media),
      ...extensionsOf(place),
    },
    place,
  );
}

const extensionsOf = (place: Place): Members =>
  Object.fromEntries(
    place.children
      .filter(({ token }) => isExtension(token))
      .map(({ token, value }) => [token, value]),
  );

function formOf(
  fields: readonly Declared[],
  consumes: readonly string[],
  operation: Place,
  reading: Reading,
): Members {
  const files = fields.filter(({ place }) => place.child('type').value === 'file');
  const [file] = files;
  const forms = consumes.filter((type) => type === MULTIPART || (type === URLENCODED && !file));
  if (file && !consumes.includes(MULTIPART)) {
    // 2.0, «Parameter Object», type.
    reading.findings.repaired(
      'SW1217',
      file.place,
      `A file needs consumes: [${MULTIPART}], which is taken as said. Add it.`,
    );
  }
  const types = forms.length > 0 ? forms : [file ? MULTIPART : URLENCODED];
  const properties: Members = {};
  const encoding: Members = {};
  for (const { place, name } of fields) {
    define(properties, name, described(valueSchema(place, reading), place));
    const format = place.child('collectionFormat').value;
    if (place.child('type').value === 'array' && format !== undefined)
      define(encoding, name, styleOf(format));
  }
  const required = fields
    .filter(({ place }) => place.child('required').value === true)
    .map(({ name }) => name);
  const form = reading.note(
    { type: 'object', properties, ...(required.length > 0 && { required }) },
    operation,
  );
  const media = { schema: form, ...(Object.keys(encoding).length > 0 && { encoding }) };
  return reading.note(
    {
      required: required.length > 0,
      content: Object.fromEntries(types.map((type) => [type, media])),
    },
    fields[0]?.place ?? operation,
  );
}

/** A field's description becomes that of its property. */
function described(schema: unknown, place: Place): unknown {
  const { value } = place.child('description');
  return isObject(schema) && typeof value === 'string'
    ? Object.assign(schema, { description: value })
    : schema;
}
