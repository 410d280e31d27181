import { isObject, type Members } from '../json.ts';
import type { Place } from '../read/place.ts';
import { quoted } from '../references/sources.ts';
import { object } from './object.ts';
import {
  flag,
  listOf,
  mapOf,
  nounOf,
  type Reader,
  referable,
  since32,
  softListOf,
  text,
} from './readers.ts';
import type { Reading } from './reading.ts';

const flowMembers = object('An OAuth2 flow', {
  authorizationUrl: text,
  tokenUrl: text,
  refreshUrl: text,
  scopes: mapOf(text, { extensible: true }),
  deviceAuthorizationUrl: since32(text),
});

const flow: Reader<Members> = (place, reading) => {
  const given = flowMembers(place, reading);
  if (given && given.scopes === undefined) {
    const message = `The ${place.token} flow has no scopes. Add an empty object if there are none.`;
    reading.findings.repaired('SW1216', place, message);
    given.scopes = {};
  }
  return given;
};

const schemeMembers = object('A security scheme', {
  type: text,
  description: text,
  name: text,
  in: text,
  scheme: text,
  bearerFormat: text,
  openIdConnectUrl: text,
  flows: object('The flows', {
    implicit: flow,
    password: flow,
    clientCredentials: flow,
    authorizationCode: flow,
    deviceAuthorization: since32(flow),
  }),
  oauth2MetadataUrl: since32(text),
  deprecated: since32(flag),
});

export const securityScheme: Reader<Members> = referable('security scheme', (place, reading) => {
  const given = schemeMembers(place, reading);
  return given && checkedScheme(given, place, reading);
});

/** What each type needs (OpenAPI 3.1, section 4.8.27). */
const NEEDS = new Map<unknown, readonly string[]>([
  ['apiKey', ['name', 'in']],
  ['http', ['scheme']],
  ['oauth2', ['flows']],
  ['openIdConnect', ['openIdConnectUrl']],
  ['mutualTLS', []],
]);

/** A scheme that cannot be enforced must not pass for one that is: that is an error. */
export function checkedScheme(given: Members, place: Place, reading: Reading): Members | undefined {
  const { type } = given;
  const needs = NEEDS.get(type);
  if (!needs) {
    const message =
      type === undefined
        ? 'A security scheme has no type.'
        : `${quoted(String(type))} is no type of security scheme.`;
    const at = place.has('type') ? place.child('type') : place;
    reading.findings.error('SW1216', at, `${message} Use ${[...NEEDS.keys()].join(', ')}.`);
    return undefined;
  }
  const missing = needs.find((name) => given[name] === undefined);
  if (missing !== undefined) {
    reading.findings.error(
      'SW1216',
      place,
      `A security scheme of type ${String(type)} needs ${missing}. Add it.`,
    );
    return undefined;
  }
  if (type === 'apiKey' && !['header', 'query', 'cookie'].includes(String(given.in))) {
    const message = `An API key cannot be in ${quoted(String(given.in))}. Use header, query or cookie.`;
    reading.findings.error('SW1216', place.child('in'), message);
    return undefined;
  }
  return given;
}

/**
 * Requirements name schemes that the root file declares (OpenAPI 3.1, section 4.8.30). One that is
 * not declared stays all the same: without it, the operation would be open.
 */
export const requirements = (declared: Place): Reader<Members[]> =>
  listOf<Members>((place, reading) => {
    if (!isObject(place.value)) {
      const message = `A security requirement should be an object, not ${nounOf(place.value)}. Correct it.`;
      reading.findings.error('SW1202', place, message);
      return undefined;
    }
    for (const child of place.children)
      if (!declared.has(child.token)) undeclared(child, declared, reading);
    return mapOf(softListOf(text))(place, reading);
  });

function undeclared(requirement: Place, declared: Place, reading: Reading): void {
  const names = declared.children.map(({ token }) => quoted(token));
  const known = names.length > 0 ? ` Those declared are ${names.slice(0, 8).join(', ')}.` : '';
  const message = `The security scheme ${quoted(requirement.token)} is not declared, so nobody can meet it. Declare it, or correct its name.${known}`;
  reading.findings.repaired('SW1209', requirement, message);
}
