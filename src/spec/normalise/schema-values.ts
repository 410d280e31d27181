import { isObject, type Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import { engineFor, isPattern } from '../regex/engine.ts';
import { nounOf, type Reader, text } from './readers.ts';
import type { Reading } from './reading.ts';

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/** JSON Schema 2020-12, validation, section 6.1.1. */
export const types: Reader = (place, reading) => {
  if (Array.isArray(place.value)) {
    const found = place.children.flatMap((child) => oneType(child, reading) ?? []);
    return found.length > 0 ? [...new Set(found)] : undefined;
  }
  return oneType(place, reading);
};

function oneType(place: Place, reading: Reading): string | undefined {
  const { value } = place;
  if (typeof value === 'string' && TYPES.includes(value)) return value;
  if (value === null) {
    reading.findings.repaired('SW1202', place, 'The type null is text. Put it in quotes.');
    return 'null';
  }
  if (value === 'file') {
    // Where Swagger 2.0 allows a file, its own readers look first.
    if (reading.version !== '2.0') {
      reading.findings.repaired(
        'SW1202',
        place,
        'file is no type since OpenAPI 3.0. Use type: string with format: binary.',
      );
    }
    return 'file';
  }
  const written = typeof value === 'string' ? quoted(value) : nounOf(value);
  const meant = typeof value === 'string' ? meantType(value) : undefined;
  if (meant !== undefined) {
    const taken = meant.type === undefined ? 'Any value is taken' : 'It is taken so';
    const message = `${written} is no type. ${taken}; use ${writtenAs(meant)}.`;
    reading.findings.repaired('SW1202', place, message);
    return meant.type;
  }
  const message = `${written === '' ? 'Empty text' : written} is no type. Use one of ${TYPES.join(', ')}.`;
  reading.findings.error('SW1202', place, message);
  return undefined;
}

/** What a type of a programming language is in JSON Schema. */
interface MeantType {
  /** Absent for what takes any value. */
  readonly type?: string;
  readonly format?: string;
}

/** What was meant by a type that JSON Schema does not have, where that is beyond doubt. */
export const meantType = (written: string): MeantType | undefined =>
  MEANT_TYPES.get(written.toLowerCase());

const writtenAs = ({ type, format }: MeantType): string => {
  if (type === undefined) return 'no type at all';
  return format === undefined ? type : `type: ${type} with format: ${format}`;
};

const MEANT_TYPES: ReadonlyMap<string, MeantType> = new Map<string, MeantType>([
  ...['any', 'mixed'].map((name) => [name, {}] as const),
  ...['int', 'long', 'short'].map((name) => [name, { type: 'integer' }] as const),
  ...['int32', 'int64'].map((name) => [name, { type: 'integer', format: name }] as const),
  ...['float', 'double'].map((name) => [name, { type: 'number', format: name }] as const),
  ['decimal', { type: 'number' }],
  ['bool', { type: 'boolean' }],
  ['list', { type: 'array' }],
  ...['map', 'dict', 'hash'].map((name) => [name, { type: 'object' }] as const),
  ...['str', 'text'].map((name) => [name, { type: 'string' }] as const),
  ['datetime', { type: 'string', format: 'date-time' }],
  ...['date', 'date-time', 'uuid', 'uri', 'email', 'byte', 'binary', 'password'].map(
    (name) => [name, { type: 'string', format: name }] as const,
  ),
  ['url', { type: 'string', format: 'uri' }],
  ...TYPES.map((name) => [name, { type: name }] as const),
]);

/**
 * Section 7.3.5 has `uri`, and no `url`: validators that know one refuse addresses in a network of
 * one's own, such as `http://localhost:3000`.
 */
export const format: Reader = (place, reading) => {
  const name = text(place, reading);
  return name === 'url' ? 'uri' : name;
};

/** Section 6.5.3. `required: true` on a property is a mistake for a list on its parent. */
export const required: Reader = (place, reading) => {
  const { value } = place;
  if (!Array.isArray(value)) {
    const message = `required should be a list of property names, not ${nounOf(value)}, and is left out. Write it where properties stands.`;
    reading.findings.repaired('SW1202', place, message);
    return undefined;
  }
  const names = place.children.flatMap((child) => {
    if (typeof child.value === 'string') return [child.value];
    reading.findings.repaired(
      'SW1202',
      child,
      'The name of a required property should be text. Put it in quotes.',
    );
    return child.value === null || typeof child.value === 'object'
      ? []
      : [child.source.written(child.pointer) || String(child.value)];
  });
  const distinct = [...new Set(names)];
  if (distinct.length < names.length) {
    const twice = names.find((name, index) => names.indexOf(name) < index) ?? '';
    reading.findings.repaired(
      'SW1215',
      place,
      `required names the property ${quoted(twice)} twice. Delete one of them.`,
    );
  }
  return distinct;
};

/** Section 6.3.3: a pattern is a regular expression of ECMA-262, and what is none cannot be checked. */
export const pattern: Reader<string> = (place, reading) => {
  const { value } = place;
  // What is no text is no pattern either, and that is told in the same way.
  const text = typeof value === 'string' ? value : '(';
  return isUsablePattern(text, place, reading) ? text : undefined;
};

/** Whether a pattern can be matched, and in a time that no text can draw out; if not, that is a finding. */
export function isUsablePattern(text: string, place: Place, reading: Reading): boolean {
  if (engineFor(text) !== undefined) return true;
  if (isPattern(text)) {
    const help = 'Write it without adjoining or nested repetitions, or without (?=, (?<= and \\1.';
    const message = `A text could keep the pattern busy without end, and it is left out. ${help}`;
    reading.findings.repaired('SW1218', place, message);
  } else {
    const message =
      'The pattern is no regular expression of ECMA-262, and is left out. Correct it.';
    reading.findings.repaired('SW1210', place, message);
  }
  return false;
}

export const number: Reader<number> = (place, reading) => {
  const { value, token } = place;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const meant = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  const rest = Number.isFinite(meant) ? 'Write it without quotes.' : 'It is left out; correct it.';
  reading.findings.repaired(
    'SW1202',
    place,
    `${token} should be a number, not ${nounOf(value)}. ${rest}`,
  );
  return Number.isFinite(meant) ? meant : undefined;
};

/** Lengths and counts: whole numbers from 0. */
export const count: Reader<number> = (place, reading) => {
  const given = number(place, reading);
  if (given === undefined || (Number.isInteger(given) && given >= 0)) return given;
  reading.findings.repaired(
    'SW1215',
    place,
    `${place.token} should be a whole number from 0, and is left out. Correct it.`,
  );
  return undefined;
};

/** Section 6.2.1: `multipleOf` is greater than 0. */
export const factor: Reader<number> = (place, reading) => {
  const given = number(place, reading);
  if (given === undefined || given > 0) return given;
  reading.findings.repaired(
    'SW1215',
    place,
    'multipleOf should be greater than 0, and is left out. Correct it.',
  );
  return undefined;
};

/** Exclusive bounds were booleans beside the bound up to 3.0. */
export function bound(place: Place, reading: Reading, result: Members): void {
  const { value, token, parent } = place;
  if (typeof value !== 'boolean') {
    const given = number(place, reading);
    if (given !== undefined) result[token] = given;
    return;
  }
  const limit = parent?.child(token === 'exclusiveMinimum' ? 'minimum' : 'maximum');
  if (!value || !limit || limit.value === undefined || limit.value === null) return;
  const given = number(limit, reading);
  if (given !== undefined) result[token] = given;
}

/** Values that serve as examples; media types have them by name, and some schemas too. */
export const valueList: Reader<unknown[]> = (place, reading) => {
  const { value } = place;
  if (Array.isArray(value)) return value;
  reading.findings.repaired(
    'SW1202',
    place,
    `examples should be a list of values, not ${nounOf(value)}. Correct it.`,
  );
  if (!isObject(value)) return undefined;
  return Object.values(value).map((one) =>
    isObject(one) && Object.hasOwn(one, 'value') ? one.value : one,
  );
};
