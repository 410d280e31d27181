import type { SecurityScheme } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { propertyName, stringLiteral } from '../encode.ts';
import { member } from './field-type.ts';

/** Where requests carry the credential of one security scheme. */
export interface CredentialView {
  readonly name: string;
  readonly place: 'header' | 'query' | 'cookie' | 'authorization';
  /** Reads it from `request`. */
  readonly read: Code;
  /** What asks for it, in the header `WWW-Authenticate`. */
  readonly challenge?: string;
}

/** How `src/http/auth.ts.hbs` reads the credential of a scheme. */
export function credentialView(scheme: SecurityScheme): CredentialView {
  const { name, type, in: place = 'header', parameter = '' } = scheme;
  if (type !== 'apiKey') {
    const word = stringLiteral(wordOf(scheme).toLowerCase());
    return {
      name,
      place: 'authorization',
      read: code(`authorizationOf(request, ${word})`),
      ...(type !== 'mutualTLS' && { challenge: `${capitalised(wordOf(scheme))} realm="api"` }),
    };
  }
  const reads = {
    header: `textOf(${member('request.headers', parameter.toLowerCase())})`,
    query: `textOf(${member('(request.query as Record<string, unknown>)', parameter)})`,
    cookie: `cookieOf(request, ${stringLiteral(parameter)})`,
  };
  return { name, place, read: code(reads[place]) };
}

/** Members of a request, as `inject` takes them, that show a credential where a scheme wants it. */
export function shownCredential(scheme: SecurityScheme, url: Code, credential: string): string {
  const { place } = credentialView(scheme);
  const parameter = scheme.parameter ?? '';
  if (place === 'query') {
    const query = new URLSearchParams([[parameter, credential]]).toString();
    return `url: ${url.text} + ${stringLiteral(`?${query}`)}`;
  }
  const header = {
    authorization: ['authorization', `${capitalised(wordOf(scheme))}  ${credential}`],
    cookie: ['cookie', `first=1; ${parameter}=${credential}; last=2`],
    header: [parameter.toLowerCase(), credential],
  } as const;
  const [name, text] = header[place];
  return `url: ${url.text}, headers: { ${propertyName(name)}: ${stringLiteral(text)} }`;
}

/** The word that opens the Authorization header. */
const wordOf = ({ type, parameter }: SecurityScheme): string =>
  type === 'basic' ? 'basic' : type === 'http' ? (parameter ?? 'bearer') : 'bearer';

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
