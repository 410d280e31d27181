import type { Operation } from '../../../model/types.ts';
import type { Template } from '../../../spec/arazzo/template.ts';
import type { RequestStep, SentParameter } from '../../../spec/arazzo/types.ts';
import { propertyName, stringLiteral, templateText } from '../../encode.ts';
import { pathText } from '../path-style.ts';
import { isFixed, type Sight, templateCode, textCode } from './expression-code.ts';

/** The call that sends the request of a step, as an expression. */
export function callCode(step: RequestStep, operation: Operation, sight: Sight): string {
  const headers = headersOf(step, sight);
  const options = [
    `method: ${stringLiteral(operation.method.toUpperCase())}`,
    `url: ${urlCode(step, operation, sight)}`,
    ...(headers.length === 0 ? [] : [`headers: { ${headers.join(', ')} }`]),
    ...(step.body ? [`payload: ${payloadCode(step.body, sight)}`] : []),
  ];
  return `call(app, ${stringLiteral(operation.id)}, { ${options.join(', ')} })`;
}

function urlCode({ parameters }: RequestStep, operation: Operation, sight: Sight): string {
  const path = operation.path.split(/(\{[^}]*\})/).map((part) => {
    const sent = parameters.find(({ name, in: place }) => place === 'path' && part === `{${name}}`);
    return sent ? encodedCode(sent.value, sight) : pathText(part);
  });
  const query = parameters
    .filter(({ in: place }) => place === 'query')
    .flatMap((sent) => queryCode(sent, operation, sight));
  return `\`${path.join('')}${query.length > 0 ? `?${query.join('&')}` : ''}\``;
}

/** One pair of a query, or one for each item where the description asks for that. */
function queryCode(sent: SentParameter, { parameters }: Operation, sight: Sight): string[] {
  const name = templateText(encodeURIComponent(sent.name.toWellFormed()));
  const pair = (value: Template) => `${name}=${encodedCode(value, sight)}`;
  if (sent.value.kind !== 'list') return [pair(sent.value)];
  const declared = parameters.find(
    (parameter) => parameter.in === 'query' && parameter.name === sent.name,
  );
  if (declared?.explode !== false) return sent.value.items.map(pair);
  return [`${name}=${sent.value.items.map((item) => encodedCode(item, sight)).join(',')}`];
}

/** A value inside a template literal that is an address. */
const encodedCode = (value: Template, sight: Sight): string =>
  value.kind === 'value'
    ? templateText(encodeURIComponent(String(value.value).toWellFormed()))
    : `\${encodeURIComponent(${textCode(value, sight)})}`;

function headersOf({ parameters, body }: RequestStep, sight: Sight): string[] {
  const headers = parameters.flatMap(({ name, in: place, value }) =>
    place === 'header' ? [`${propertyName(name.toLowerCase())}: ${textCode(value, sight)}`] : [],
  );
  const cookies = parameters.flatMap(({ name, in: place, value }) =>
    place === 'cookie' ? [`${templateText(name)}=${encodedCode(value, sight)}`] : [],
  );
  return [
    ...(body ? [`'content-type': ${stringLiteral(body.contentType)}`] : []),
    ...headers,
    ...(cookies.length === 0 ? [] : [`cookie: \`${cookies.join('; ')}\``]),
  ];
}

function payloadCode(body: NonNullable<RequestStep['body']>, sight: Sight): string {
  const { payload, contentType } = body;
  const isText = payload.kind === 'text' || typeof fixedText(payload) === 'string';
  if (contentType.includes('urlencoded') && payload.kind === 'object')
    return `new URLSearchParams({ ${payload.members.map(([name, value]) => `${propertyName(name)}: ${textCode(value, sight)}`).join(', ')} }).toString()`;
  // A text is what is sent (Arazzo 1.0.1, section 4.6.13); other values are written as JSON.
  return isText ? textCode(payload, sight) : `JSON.stringify(${templateCode(payload, sight)})`;
}

const fixedText = (payload: Template): unknown =>
  isFixed(payload) && payload.kind === 'value' ? payload.value : undefined;
