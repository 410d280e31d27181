import { isObject, type Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import { server } from './info.ts';
import { content, header } from './media.ts';
import { object } from './object.ts';
import { anything, flag, mapOf, type Reader, referable, since32, text } from './readers.ts';
import type { Reading } from './reading.ts';

const requestBodyMembers = object('A request body', { description: text, required: flag, content });

/** OpenAPI 3.1, section 4.8.13. */
export const requestBody: Reader<Members> = referable('request body', (place, reading) => {
  const given = requestBodyMembers(place, reading);
  if (given && given.content === undefined) {
    const message = 'A request body has no content. Add the media types that it may have.';
    if (!place.has('content')) reading.findings.repaired('SW1201', place, message);
    given.content = {};
  }
  return given;
});

/** OpenAPI 3.1, section 4.8.20. */
export const link: Reader<Members> = referable(
  'link',
  object('A link', {
    operationRef: text,
    operationId: text,
    parameters: mapOf(anything),
    requestBody: anything,
    description: text,
    server,
  }),
);

const responseMembers = object('A response', {
  description: text,
  summary: since32(text),
  headers: mapOf(header, { extensible: true }),
  content,
  links: mapOf(link, { extensible: true }),
});

/** OpenAPI 3.1, section 4.8.17. */
export const response: Reader<Members> = referable('response', (place, reading) => {
  const given = responseMembers(place, reading);
  return given && described(given, place, reading);
});

/** A response needs a description up to 3.1, and people forget it. */
export function described(given: Members, place: Place, reading: Reading): Members {
  if (typeof given.description === 'string') return given;
  if (reading.version !== '3.2' && !place.has('description')) {
    reading.findings.repaired(
      'SW1201',
      place,
      `The response ${quoted(place.token)} has no description. Add one.`,
    );
  }
  given.description = typeof given.summary === 'string' ? given.summary : '';
  return given;
}

/** Status codes and their ranges (OpenAPI 3.1, section 4.8.16); 2.0 has no ranges, and people use them. */
export const isStatus = (name: string): boolean => /^(?:[1-5]\d\d|[1-5]XX|default)$/i.test(name);

/** What HTTP never sends a body with (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
const BODILESS: ReadonlySet<string> = new Set(['204', '205', '304']);

/** A response as it can be sent; it may be shared with a status that has a body. */
function withoutBody({ content, ...rest }: Members, place: Place, reading: Reading): Members {
  const bodies = Object.values(isObject(content) ? content : {});
  const isNothing = bodies.every(
    (body) => isObject(body) && isObject(body.schema) && body.schema.type === 'null',
  );
  if (!isNothing)
    reading.findings.repaired(
      'SW1207',
      place,
      `An answer with status ${place.token} has no body, so that the one described is never sent. Delete it, or use 200.`,
    );
  return reading.note(rest, place);
}

/** Responses by status. */
export const responsesOf =
  (read: Reader<Members>): Reader<Members> =>
  (from, reading) =>
    mapOf<unknown>(
      (place) => {
        const { token } = place;
        if (!isStatus(token)) {
          const message = `${quoted(token)} is no response status. Use a number from 100 to 599, a range such as 4XX, or default.`;
          reading.findings.error('SW1207', place, message);
          return undefined;
        }
        if (place.value !== null) {
          const response = read(place, reading);
          return response && BODILESS.has(token) ? withoutBody(response, place, reading) : response;
        }
        reading.findings.repaired(
          'SW1201',
          place,
          `The response ${token} is empty. Give it a description.`,
        );
        return { description: '' };
      },
      { extensible: true },
    )(from, reading);
