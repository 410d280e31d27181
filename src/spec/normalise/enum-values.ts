import type { Place } from '../read/place.ts';
import { nounOf, type Reader } from './readers.ts';
import type { Reading } from './reading.ts';

/** Section 6.1.2; validators refuse an empty list. */
export const enumeration: Reader = (place, reading) => {
  const { value } = place;
  if (!Array.isArray(value)) {
    reading.findings.error(
      'SW1202',
      place,
      `enum should be a list of values, not ${nounOf(value)}. Correct it.`,
    );
    return undefined;
  }
  if (value.length === 0) {
    reading.findings.repaired(
      'SW1215',
      place,
      'An empty enum allows no value at all, and is left out. Fill it in, or delete it.',
    );
    return undefined;
  }
  const distinct = new Map(value.map((item: unknown) => [valueKey(item), item]));
  if (distinct.size < value.length) {
    reading.findings.repaired('SW1215', place, 'The enum names a value twice. Delete one of them.');
  }
  return inType(withNull([...distinct.values()], place, reading), place, reading);
};

/** With null, where the type beside the values names it. */
function withNull(values: readonly unknown[], place: Place, reading: Reading): unknown[] {
  const type = place.parent?.child('type').value;
  if (!Array.isArray(type) || !type.includes('null') || values.includes(null)) return [...values];
  reading.findings.repaired(
    'SW1215',
    place,
    'The type takes null, and the enum does not name it. Add null to the enum, or take it from the type.',
  );
  return [...values, null];
}

/** Values that are written otherwise than their type wants it, such as numbers for texts; no list of other ones. */
function inType(values: readonly unknown[], place: Place, reading: Reading): unknown[] | undefined {
  const types = [place.parent?.child('type').value].flat().filter((type) => type !== 'null');
  const [type] = types;
  if (types.length !== 1) return [...values];
  const isWhole = type === 'array' || type === 'object';
  if (isWhole && !values.some((value) => typeof value === 'object')) {
    const message = `No value of the enum is of the type ${type}, and it is left out. Write it where the values are described.`;
    reading.findings.repaired('SW1215', place, message);
    return undefined;
  }
  const read = type === 'string' ? asText : NUMERIC.has(type) ? asNumber : undefined;
  if (read === undefined || values.every((value) => read(value) === value)) return [...values];
  reading.findings.repaired(
    'SW1215',
    place,
    read === asText
      ? 'The enum of a text names values that are no texts, and are taken as such. Put them in quotes.'
      : 'The enum of a number names values that are texts, and are taken as numbers. Take their quotes away.',
  );
  return [...new Set(values.map(read))];
}

const NUMERIC: ReadonlySet<unknown> = new Set(['integer', 'number']);

const asText = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

/** A number that is written as a text, to the letter. */
const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && String(Number(value)) === value ? Number(value) : value;

/** Text is its own key, which is quicker; all else is told apart by its JSON. */
const valueKey = (value: unknown): string =>
  typeof value === 'string' ? `"${value}` : JSON.stringify(value);

/** Section 9.2: a default that the values beside it do not allow is no value to put in. */
export const defaultValue: Reader = (place, reading) => {
  const { value } = place;
  const allowed = place.parent?.child('enum').value;
  if (!Array.isArray(allowed) || value === null) return value;
  if (allowed.some((one) => valueKey(one) === valueKey(value))) return value;
  reading.findings.repaired(
    'SW1215',
    place,
    'The default is none of the values that enum allows, and is left out. Choose one of them.',
  );
  return undefined;
};
