import { isObject, type Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import { object } from './object.ts';
import { listOf, mapOf, type Reader, since32, softListOf, text } from './readers.ts';
import type { Reading } from './reading.ts';

const infoMembers = object('The info', {
  title: text,
  version: text,
  summary: text,
  description: text,
  termsOfService: text,
  contact: object('A contact', { name: text, url: text, email: text }),
  license: object('A license', { name: text, identifier: text, url: text }),
});

/** OpenAPI 3.1, section 4.8.2. A title and a version are needed everywhere, so they are made up. */
export function info(document: Place, reading: Reading): Members {
  const place = document.child('info');
  const given = isObject(place.value) ? infoMembers(place, reading) : undefined;
  if (!given) {
    const message = 'The description has no info. Add info with a title and a version.';
    reading.findings.repaired('SW1201', place.value === undefined ? document : place, message);
    return { title: 'API', version: '0.0.0' };
  }
  for (const [name, fallback] of [
    ['title', 'API'],
    ['version', '0.0.0'],
  ] as const) {
    if (given[name] !== undefined) continue;
    if (!place.has(name))
      reading.findings.repaired('SW1201', place, `info has no ${name}. Add one.`);
    given[name] = fallback;
  }
  return given;
}

export const externalDocs = object('External documentation', { url: text, description: text });

const tag = object('A tag', {
  name: text,
  description: text,
  externalDocs,
  summary: since32(text),
  parent: since32(text),
  kind: since32(text),
});

/** Tags order and describe; one without a name is none. */
export const tags: Reader<Members[]> = softListOf((place, reading) => {
  const given = tag(place, reading);
  if (given?.name !== undefined) return given;
  if (given)
    reading.findings.repaired('SW1201', place, 'A tag has no name, and is left out. Add one.');
  return undefined;
});

const variableMembers = object('A server variable', {
  default: text,
  enum: softListOf(text),
  description: text,
});

/** OpenAPI 3.1, section 4.8.6: a variable has a default, which is needed to know the address. */
const variable: Reader<Members> = (place, reading) => {
  const given = variableMembers(place, reading);
  if (!given || given.default !== undefined) return given;
  const first: unknown = Array.isArray(given.enum) ? given.enum[0] : undefined;
  reading.findings.repaired(
    'SW1201',
    place,
    `The server variable ${quoted(place.token)} has no default. Add one.`,
  );
  return { ...given, default: first ?? '' };
};

const serverMembers = object('A server', {
  url: text,
  description: text,
  variables: mapOf(variable),
  name: since32(text),
});

export const server: Reader<Members> = (place, reading) => {
  const given = serverMembers(place, reading);
  if (given?.url !== undefined) return given;
  if (given)
    reading.findings.repaired('SW1201', place, 'A server has no url, and is left out. Add one.');
  return undefined;
};

export const servers: Reader<Members[]> = listOf(server);
