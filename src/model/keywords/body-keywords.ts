import { streamForm } from '../item-streams.ts';
import type { Operation, RequestBody, Response } from '../types.ts';
import { each, plainly, type Table, type Verdict, type Visit } from './types.ts';

const isJson = (mediaType: string): boolean =>
  /^(?:application|text)\/(?:[\w.+-]+\+)?json\b(?!-)|^\*\/\*$/i.test(mediaType);

const FORM = /^application\/x-www-form-urlencoded\b/i;

const isMultipart = (mediaType: string): boolean => /^multipart\/form-data\b/i.test(mediaType);

/** A media type of a request or of an answer. */
function mediaType({ node, use, operation }: Visit): Verdict {
  const name = node.token;
  if (operation?.file && !isJson(name))
    return ['enforced', 'the file is kept in it, and answered in it'];
  if (use === 'request') return requestType(name, operation);
  if (operation?.status !== 'live')
    return ['typed', 'the business logic of the operation answers it'];
  return isJson(name) || isStreamed(name, operation) || isXml(name, operation.responses)
    ? ['enforced', 'answers have it']
    : ['ignored', 'the service answers JSON, and 406 to who takes only this'];
}

function requestType(name: string, operation: Operation | undefined): Verdict {
  if (isMultipart(name))
    return ['enforced', 'values are parsed and checked, and files go to the store of blobs'];
  if (isJson(name) || FORM.test(name) || isXml(name, [operation?.request]))
    return ['enforced', 'bodies are parsed and checked'];
  if (operation?.status === 'live') return ['ignored', 'what comes in it is answered 415'];
  return /^text\/plain\b/i.test(name)
    ? ['enforced', 'it is read as text and checked']
    : ['typed', 'it is accepted, and the business logic gets it as a stream'];
}

/** Whether a media type is XML that is read or written by its schema. */
const isXml = (
  name: string,
  bodies: readonly (Pick<Response, 'contents'> | RequestBody | undefined)[],
): boolean =>
  bodies.some((body) => body?.contents.some(({ mediaType, xml }) => mediaType === name && xml));

/** How a part of a form is written. */
function encoding({ use, holder }: Visit): Verdict {
  return use === 'request' && isMultipart(holder.token)
    ? ['enforced', 'files are held to its contentType']
    : ['ignored', 'parts are not decoded'];
}

const isStreamed = (name: string, operation: Operation): boolean =>
  operation.success.streams?.some(({ mediaType }) => mediaType === name) === true;

/** What each item of a stream is. */
function itemSchema({ use, holder, operation }: Visit): Verdict {
  if (use === 'request') return ['ignored', 'what comes is read whole, or handed on as bytes'];
  if (operation?.status !== 'live')
    return streamForm(holder.token)
      ? ['typed', 'it is the type of the items that business logic answers']
      : ['ignored', 'how items of this media type are written is not known'];
  return isStreamed(holder.token, operation)
    ? ['enforced', 'items are written one after the other']
    : ['ignored', 'the service answers no such stream'];
}

export const contentTable: Table = {
  area: 'bodies',
  rules: {},
  named: { verdict: mediaType, below: { kind: 'mediaType' } },
};

export const mediaTypeTable: Table = {
  area: 'bodies',
  rules: {
    schema: {
      verdict: ({ use }) =>
        use === 'request'
          ? ['enforced', 'bodies are checked by it']
          : ['enforced', 'answers are made in its form'],
      below: { kind: 'schema' },
    },
    ...each(
      'example examples',
      plainly('typed', 'tests send it, and npm run seed stores it, where it is valid'),
    ),
    encoding: { verdict: encoding },
    ...each('prefixEncoding itemEncoding', plainly('ignored', 'parts are not decoded')),
    itemSchema: { verdict: itemSchema, below: { kind: 'schema' } },
  },
};

export const requestBodyTable: Table = {
  area: 'bodies',
  rules: {
    content: {
      verdict: ['enforced', 'other media types are answered 415'],
      below: { kind: 'content', use: 'request' },
    },
    required: plainly('enforced', 'a request without a body is answered 400'),
    description: plainly('typed', 'it is documentation'),
  },
};

/** Statuses that the service itself answers in the shape that the description declares. */
const OWN = new Set(
  '400 401 403 404 405 406 409 412 415 422 500 501 503 4XX 5XX default'.split(' '),
);

function status({ node, operation }: Visit): Verdict {
  const name = node.token.toUpperCase() === 'DEFAULT' ? 'default' : node.token.toUpperCase();
  if (operation?.status !== 'live')
    return OWN.has(name) && !name.startsWith('2')
      ? ['enforced', 'errors are told in its form']
      : ['typed', 'the business logic of the operation answers it'];
  const isSuccess = String(operation.success.status) === name;
  if (isSuccess || (name === '2XX' && operation.success.status < 300))
    return ['enforced', 'this is what the operation answers'];
  if (OWN.has(name)) return ['enforced', 'errors are told in its form'];
  if (name === '304' && operation.kind === 'get')
    return ['enforced', 'If-None-Match is answered so where the answer has an ETag'];
  return ['ignored', `the service answers ${operation.success.status}, never ${name}`];
}

export const responsesTable: Table = {
  area: 'bodies',
  rules: {},
  named: { verdict: status, below: { kind: 'response' } },
};

/** A link that several answers share is followed where a test can do so. */
function link({ node, facts }: Visit): Verdict {
  const links = facts.linksAt(node.follow() ?? node);
  const followed = links.find(({ obstacle }) => obstacle === undefined);
  if (followed)
    return ['typed', `a test follows it to ${followed.to}, where tests can make what it is about`];
  return ['ignored', `no test follows it: ${links[0]?.obstacle ?? 'no operation answers with it'}`];
}

export const linksTable: Table = {
  area: 'bodies',
  rules: {},
  named: { verdict: link, below: { kind: 'link' } },
};

export const linkTable: Table = {
  area: 'bodies',
  rules: {
    ...each(
      'operationId operationRef parameters',
      plainly('typed', 'the link is judged as a whole'),
    ),
    ...each(
      'requestBody server',
      plainly('ignored', 'no test sends a body of a link, or asks another server'),
    ),
    description: plainly('typed', 'it is documentation'),
  },
};

export const responseTable: Table = {
  area: 'bodies',
  rules: {
    content: { verdict: ['enforced', 'answers have it'], below: { kind: 'content' } },
    headers: {
      verdict: ['typed', 'each header is judged by itself'],
      below: { kind: 'headers' },
    },
    ...each('description summary', plainly('typed', 'it is documentation')),
    links: { verdict: ['typed', 'each is judged by itself'], below: { kind: 'links' } },
    // Swagger 2.0
    schema: { verdict: ['enforced', 'answers are made in its form'], below: { kind: 'schema' } },
    examples: plainly('typed', 'it is documentation'),
  },
};
