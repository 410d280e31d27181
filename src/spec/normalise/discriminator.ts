import { define, isObject, type Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import type { Reader } from './readers.ts';
import type { Reading } from './reading.ts';
import { SCHEMA_PREFIX } from '../schema-reference.ts';

/** OpenAPI 3.1, section 4.8.25; in Swagger 2.0 it is the name of the property alone. */
export const discriminator: Reader<Members> = (place, reading) => {
  const { value } = place;
  if (typeof value === 'string') return { propertyName: value };
  if (!isObject(value) || typeof value.propertyName !== 'string') {
    reading.findings.repaired(
      'SW1215',
      place,
      'A discriminator needs a propertyName, and is left out without. Add it.',
    );
    return undefined;
  }
  const mapping: Members = {};
  for (const child of place.child('mapping').children) {
    mapped(child, reading, (name) => define(mapping, child.token, name));
  }
  const fallback = place.child('defaultMapping');
  if (fallback.value !== undefined) reading.usesVersion32 = true;
  const result: Members = { propertyName: value.propertyName };
  if (place.has('mapping')) result.mapping = mapping;
  if (fallback.value !== undefined)
    mapped(fallback, reading, (name) => define(result, 'defaultMapping', name));
  return result;
};

/** A mapping names a component or is a reference; a name goes first where it may be either. */
function mapped(place: Place, reading: Reading, take: (name: string) => void): void {
  const { value } = place;
  const refuse = () => {
    const message = `${quoted(String(value))} is no schema, and the mapping is left out. Correct it, or add the schema.`;
    reading.findings.repaired('SW1101', place, message);
  };
  if (typeof value !== 'string') {
    refuse();
    return;
  }
  const folder = reading.version === '2.0' ? '#/definitions/' : SCHEMA_PREFIX;
  for (const candidate of value.includes('/') ? [value] : [`${folder}${value}`, value]) {
    const found = reading.sources.find(candidate, place);
    if (found && isObject(found.value)) {
      take(`${SCHEMA_PREFIX}${reading.schemas.nameOf(found)}`);
      return;
    }
  }
  // In a description of many files, it may mean a name that bundling gives: `Pet` of Pet.yaml.
  const name = value.startsWith(folder) ? value.slice(folder.length) : value;
  reading.schemas.whenNamed(name, (isThere) =>
    isThere ? take(`${SCHEMA_PREFIX}${name}`) : refuse(),
  );
}
