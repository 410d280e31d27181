import type { Members } from '../../json.ts';
import { object } from '../object.ts';
import { mapOf, type Reader, referable, text } from '../readers.ts';
import { checkedScheme } from '../security.ts';

const members = object('A security scheme', {
  type: text,
  description: text,
  name: text,
  in: text,
  flow: text,
  authorizationUrl: text,
  tokenUrl: text,
  scopes: mapOf(text, { extensible: true }),
});

const FLOWS = new Map<unknown, string>([
  ['implicit', 'implicit'],
  ['password', 'password'],
  ['application', 'clientCredentials'],
  ['accessCode', 'authorizationCode'],
]);

/** 2.0, «Security Scheme Object». */
export const securityScheme: Reader<Members> = referable('security scheme', (place, reading) => {
  const given = members(place, reading);
  if (!given) return undefined;
  const { flow, authorizationUrl, tokenUrl, scopes, ...rest } = given;
  if (rest.type === 'basic') return reading.note({ ...rest, type: 'http', scheme: 'basic' }, place);
  const name = FLOWS.get(flow);
  if (rest.type === 'oauth2' && name === undefined) {
    const at = place.has('flow') ? place.child('flow') : place;
    reading.findings.error(
      'SW1216',
      at,
      `An OAuth2 scheme needs a flow: ${[...FLOWS.keys()].join(', ')}. Add it.`,
    );
    return undefined;
  }
  if (rest.type === 'oauth2' && name !== undefined) {
    const urls = {
      ...(authorizationUrl !== undefined && { authorizationUrl }),
      ...(tokenUrl !== undefined && { tokenUrl }),
    };
    rest.flows = { [name]: { ...urls, scopes: scopes ?? {} } };
  }
  const checked = checkedScheme(rest, place, reading);
  return checked && reading.note(checked, place);
});
