import type { Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import { content, examples } from './media.ts';
import { object } from './object.ts';
import { anything, flag, nounOf, type Reader, referable, text } from './readers.ts';
import type { Reading } from './reading.ts';
import { schema } from './schema.ts';

/** A parameter, with the place that declares it. */
export interface Declared {
  readonly place: Place;
  readonly name: string;
  readonly in: string;
  /** Its normalised form; bodies and form fields of Swagger 2.0 have none. */
  readonly node: Members | undefined;
}

const parameterMembers = object('A parameter', {
  name: text,
  in: text,
  description: text,
  required: flag,
  deprecated: flag,
  allowEmptyValue: flag,
  style: text,
  explode: flag,
  allowReserved: flag,
  schema,
  content,
  example: anything,
  examples,
});

const PLACES = ['path', 'query', 'header', 'cookie', 'querystring'];

/** OpenAPI 3.1, section 4.8.12. */
export const parameter: Reader<Members> = referable('parameter', (place, reading) => {
  const given = parameterMembers(place, reading);
  if (!given || !isNamed(given, place, reading)) return undefined;
  const name = quoted(String(given.name));
  if (!PLACES.includes(String(given.in))) {
    const help =
      given.in === 'body' || given.in === 'formData'
        ? 'Write a requestBody instead.'
        : `Use ${PLACES.slice(0, 4).join(', ')}.`;
    reading.findings.error(
      'SW1208',
      place.child('in'),
      `The parameter ${name} cannot be in ${quoted(String(given.in))}. ${help}`,
    );
    return undefined;
  }
  if (given.in === 'querystring') reading.usesVersion32 = true;
  requirePath(given, place, reading);
  checkStyle(given, place, reading);
  if (!place.has('schema') && !place.has('content')) {
    reading.findings.repaired(
      'SW1208',
      place,
      `The parameter ${name} has no schema. It is taken as text; add a schema to say more.`,
    );
    given.schema = { type: 'string' };
  }
  return given;
});

/** How values are written, by the place of the parameter (OpenAPI 3.1, section 4.8.12.3; 3.2 adds `cookie`). */
const STYLES: Readonly<Record<string, readonly string[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

function checkStyle(given: Members, place: Place, reading: Reading): void {
  const { style } = given;
  if (style === undefined) return;
  const known = STYLES[String(given.in)] ?? [];
  if (style === 'cookie') reading.usesVersion32 = true;
  if (known.includes(String(style))) return;
  const message = `A ${String(given.in)} parameter has no style ${quoted(String(style))}, which is left out. Use ${known.join(', ') || 'none'}.`;
  reading.findings.repaired('SW1208', place.child('style'), message);
  delete given.style;
}

export function isNamed(given: Members, place: Place, reading: Reading): boolean {
  const missing = ['name', 'in'].find((name) => given[name] === undefined);
  if (missing !== undefined)
    reading.findings.error('SW1208', place, `A parameter needs ${missing}. Add it.`);
  return missing === undefined;
}

/** A path without the value of its parameter would be another path (OpenAPI 3.1, section 4.8.12.1). */
export function requirePath(given: Members, place: Place, reading: Reading): void {
  if (given.in !== 'path' || given.required === true) return;
  const at = place.has('required') ? place.child('required') : place;
  const message = `The path parameter ${quoted(String(given.name))} needs required: true. Write it so.`;
  reading.findings.repaired('SW1208', at, message);
  given.required = true;
}

/** The parameters of one list. A parameter is known by its name and place together. */
export function declaredIn(list: Place, read: Reader<Members>, reading: Reading): Declared[] {
  const target = reading.follow(list);
  if (!target || target.value === undefined) return [];
  if (target.value === null) return [];
  if (!Array.isArray(target.value)) {
    reading.findings.error(
      'SW1202',
      list,
      `parameters should be a list, not ${nounOf(target.value)}. Start each with a dash.`,
    );
    return [];
  }
  const found = new Map<string, Declared>();
  for (const item of target.children) {
    const place = reading.follow(item);
    if (!place) continue;
    const node = read(item, reading);
    const [name, where] = [place.child('name').value, place.child('in').value];
    if (typeof name !== 'string' || typeof where !== 'string') continue;
    const declared = { place, name, in: where, node };
    const twin = found.get(keyOf(declared));
    if (twin) reportTwin(twin, declared, item, reading);
    else found.set(keyOf(declared), declared);
  }
  return [...found.values()];
}

/** Header names do not tell capitals from small letters (RFC 9110, section 5.1). */
const keyOf = (declared: Declared): string =>
  `${declared.in} ${declared.in === 'header' ? declared.name.toLowerCase() : declared.name}`;

function reportTwin(one: Declared, other: Declared, at: Place, reading: Reading): void {
  const message = `The ${one.in} parameter ${quoted(one.name)} stands twice in this list`;
  if (meaning(one.place.value) === meaning(other.place.value)) {
    reading.findings.repaired('SW1208', at, `${message}. Delete one of them.`);
  } else {
    reading.findings.error('SW1208', at, `${message}, and the two differ. Delete one of them.`);
  }
}

const meaning = (value: unknown): string =>
  JSON.stringify(value, (name, member: unknown) =>
    name === 'description' || name === 'example' ? undefined : member,
  );

/** An operation's own parameters override those of its path (OpenAPI 3.1, section 4.8.10). */
export function overridden(shared: readonly Declared[], own: readonly Declared[]): Declared[] {
  const found = new Map<string, Declared>();
  for (const declared of [...shared, ...own]) found.set(keyOf(declared), declared);
  return [...found.values()];
}

/** What the path says and the parameters say about each other must agree. */
export function matchedToPath(
  path: string,
  declared: readonly Declared[],
  operation: Place,
  reading: Reading,
): Members[] {
  const names = templateNames(path);
  const left = declared.filter(({ in: where, name, place }) => {
    if (where !== 'path' || names.includes(name)) return true;
    const message = `The path ${quoted(path)} has no place for ${quoted(name)}, which is left out. Add {${quoted(name)}} to the path, or delete the parameter.`;
    reading.findings.repaired('SW1204', place.has('name') ? place.child('name') : place, message);
    return false;
  });
  const missing = names.filter(
    (name) => !left.some((one) => one.in === 'path' && one.name === name),
  );
  for (const name of missing) {
    const message = `The path parameter ${quoted(name)} is not declared. It is taken as text; declare it to say more.`;
    reading.findings.repaired('SW1203', operation, message);
  }
  return [
    ...nodesOf(left),
    ...missing.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
  ];
}

export const nodesOf = (declared: readonly Declared[]): Members[] =>
  declared.map(({ node }) => node).filter((node) => node !== undefined);

/** Names between braces (OpenAPI 3.1, section 4.8.8.1). */
export const templateNames = (path: string): string[] =>
  [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
