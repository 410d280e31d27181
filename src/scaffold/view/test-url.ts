import type { Entity, Operation, Parameter, ServiceModel } from '../../model/types.ts';
import { stringLiteral, templateText } from '../encode.ts';
import { sampleOf } from '../sample.ts';
import { credentialsOf } from './callable.ts';
import { withoutNull } from './field-type.ts';
import { namesParent } from './lookup.ts';
import { beforeValue, encodedPath, pathText, textOfValue } from './path-style.ts';

/** A part of the path with what answers ask of it where they show it, if a value can be both. */
export function asShown(
  parameter: Parameter,
  { fields }: Entity,
  { schemas }: ServiceModel,
): Parameter {
  const field = fields.find(({ name, hidden }) => name === parameter.field && !hidden);
  if (!field) return parameter;
  const schema = { allOf: [parameter.schema, withoutNull(field.schema)] };
  const value = sampleOf(schema, schemas, { usage: 'request', full: false, seed: 0 });
  return value === undefined ? parameter : { ...parameter, schema };
}

/** The access to a member: `.id`, `['pet-id']`. */
export const access = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

/** A path parameter's value where nothing has to exist: any valid one. */
export function sampleKey({ schema }: Parameter, model: ServiceModel): string {
  const value = sampleOf(schema, model.schemas, { usage: 'request', full: false, seed: 0 });
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return stringLiteral(String(value));
  // The items of a list are parted by commas, where the style says nothing else.
  const isPlainList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  return stringLiteral(isPlainList && value.length > 0 ? value.join(',') : 'parent-1');
}

/** A template literal for an operation's URL, with the values of its path parameters. */
export function urlOf(operation: Operation, values: string): string {
  const parts = operation.path.split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith('{')) return pathText(part);
    const parameter = operation.parameters.find(
      ({ name, in: place }) => place === 'path' && name === part.slice(1, -1),
    );
    const read = `${values}${access(parameter?.field ?? part.slice(1, -1))}`;
    return `${parameter ? beforeValue(parameter) : ''}\${encodeURIComponent(${textOfValue(parameter ?? {}, read)})}`;
  });
  const query = operation.parameters
    .filter(
      (parameter) =>
        parameter.in === 'query' && (parameter.role === 'key' || namesParent(parameter)),
    )
    .map(
      (parameter) =>
        `${templateText(encodeURIComponent(parameter.name))}=\${encodeURIComponent(${textOfValue(parameter, `${values}${access(parameter.field ?? parameter.name)}`)})}`,
    );
  return `\`${parts.join('')}${query.length > 0 ? `?${query.join('&')}` : ''}\``;
}

/** Whether a parameter's value is one text: lists and objects are written in ways of their own. */
export function isScalar({ schema }: Parameter, { schemas }: ServiceModel): boolean {
  const value = sampleOf(schema, schemas, { usage: 'request', full: false, seed: 0 });
  return value !== undefined && typeof value !== 'object';
}

/** A template literal for an operation's URL, with path parameters that are merely valid. */
export function sampleUrl(operation: Operation, model: ServiceModel): string {
  const parts = operation.path.split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith('{')) return pathText(part);
    const parameter = operation.parameters.find(
      ({ name, in: place }) => place === 'path' && name === part.slice(1, -1),
    );
    if (!parameter) return 'x';
    const value = sampleKey(parameter, model);
    const text = parameter.encoded ? textOfValue(parameter, value) : value;
    return `${beforeValue(parameter)}\${encodeURIComponent(${text})}`;
  });
  return `\`${parts.join('')}\``;
}

/** The same with the query that the operation cannot do without; nothing where that has no sample. */
export function queriedUrl(operation: Operation, model: ServiceModel): string | undefined {
  const query = requiredQuery(operation, model);
  return query === undefined
    ? undefined
    : `${sampleUrl(operation, model).slice(0, -1)}${templateText(query)}\``;
}

/** The query that an operation cannot do without, such as `?since=2026-01-05`; empty where there is none. */
function requiredQuery(operation: Operation, model: ServiceModel): string | undefined {
  const { parameters } = operation;
  const shown = credentialsOf(operation, model).map(({ in: place, parameter }) =>
    place === 'query' ? parameter : undefined,
  );
  const query = new URLSearchParams();
  for (const { name, in: place, required, role, schema, sort } of parameters) {
    if (place !== 'query' || !required || shown.includes(name)) continue;
    const value =
      sort?.values[0]?.value ??
      sampleOf(schema, model.schemas, { usage: 'request', full: false, seed: 0 });
    if (role === 'cursor' || value === undefined || typeof value === 'object') return undefined;
    query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** Whether a path arrives as it is written: `..`, `?` and `#` never do (RFC 3986, section 5.2.4). */
export function arrives({ path }: Operation): boolean {
  const written = path.replace(/\{[^}]*\}/g, 'x');
  const url = URL.parse(encodedPath(written), 'http://localhost');
  return url !== null && url.search === '' && url.hash === '' && decoded(url.pathname) === written;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURI(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
