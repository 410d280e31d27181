import { type FastifyRequest } from 'fastify';
import { description, type ParameterObject, type Schema } from './description.ts';
import { badRequest } from './problem.ts';

type Values = Record<string, unknown>;

/** What a text becomes. */
type Kind = 'list' | 'object' | 'text';

/** Where requests have the parameters of each place. */
const PLACES: Readonly<Record<string, (request: FastifyRequest) => Values>> = {
  path: (request) => request.params as Values,
  query: (request) => request.query as Values,
  header: (request) => request.headers,
};

const SEPARATORS: Readonly<Record<string, string>> = {
  label: '.',
  spaceDelimited: ' ',
  pipeDelimited: '|',
};

/**
 * Makes lists and objects of the texts that carry them, as the styles of parameters say (OpenAPI
 * 3.1, section 4.8.12.3). What they are to be is checked after that.
 */
export function decodeParameters(parameters: readonly ParameterObject[]) {
  const steps = parameters.flatMap((parameter) => {
    const valuesOf = PLACES[parameter.in];
    const decode = stepFor(parameter, parameters);
    return valuesOf && decode ? [(request: FastifyRequest) => decode(valuesOf(request))] : [];
  });
  if (steps.length === 0) return [];
  return [
    async (request: FastifyRequest): Promise<void> => {
      for (const step of steps) step(request);
    },
  ];
}

function stepFor(parameter: ParameterObject, all: readonly ParameterObject[]) {
  const { in: place, name, content, schema } = parameter;
  const style = parameter.style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  const explode = parameter.explode ?? (style === 'form' || style === 'cookie');
  const key =
    place === 'path' ? name.replace(/\W/g, '_') : place === 'header' ? name.toLowerCase() : name;
  if (content) return (values: Values) => parseMember(values, key, name);
  if (style === 'deepObject') return (values: Values) => collectMembers(values, name);
  const kind = kindOf(schema);
  if (style === 'form' && explode) {
    const others = new Set(all.filter((other) => other !== parameter).map((other) => other.name));
    const members = memberNames(schema).filter((member) => !others.has(member));
    return kind === 'object' ? (values: Values) => gatherMembers(values, name, members) : undefined;
  }
  if (kind === 'text' && style !== 'label' && style !== 'matrix') return undefined;
  // Spaces after the commas of a header mean nothing (RFC 9110, section 5.6.1).
  const clean = (text: string) => (place === 'header' ? text.replace(/\s*,\s*/g, ',') : text);
  return (values: Values) => {
    const text = values[key];
    if (typeof text === 'string') values[key] = read(clean(text), { name, style, explode, kind });
  };
}

interface Written {
  name: string;
  style: string;
  explode: boolean;
  kind: Kind;
}

/** One text as what it stands for. */
function read(text: string, { name, style, explode, kind }: Written): unknown {
  if (style === 'matrix') {
    const [before, ...parts] = text.split(';');
    if (before !== '' || parts.length === 0)
      throw badRequest(`The parameter ${name} starts with a semicolon.`);
    if (explode && kind === 'object') return Object.fromEntries(parts.map(pairOf));
    const values = parts.map((part) => {
      if (!part.startsWith(`${name}=`))
        throw badRequest(`The parameter ${name} is written as ;${name}=….`);
      return part.slice(name.length + 1);
    });
    if (explode && kind === 'list') return values;
    return ofKind(values.join(';').split(','), kind);
  }
  if (style === 'label' && !text.startsWith('.'))
    throw badRequest(`The parameter ${name} starts with a dot.`);
  const body = style === 'label' ? text.slice(1) : text;
  if (kind === 'text') return body;
  const separator = style === 'label' && !explode ? ',' : (SEPARATORS[style] ?? ',');
  const parts = body === '' ? [] : body.split(separator);
  return explode && kind === 'object' ? Object.fromEntries(parts.map(pairOf)) : ofKind(parts, kind);
}

/** `a=1` as a member and its value. */
const pairOf = (part: string): [string, string] => {
  const [name = '', value = ''] = part.split(/=(.*)/s, 2);
  return [name, value];
};

/** Objects that are not exploded have names and values in turn: `R,100,G,200`. */
function ofKind(parts: readonly string[], kind: Kind): unknown {
  if (kind === 'list') return parts;
  if (kind === 'text') return parts.join(',');
  return Object.fromEntries(
    parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? '']] : [])),
  );
}

function parseMember(values: Values, key: string, name: string): void {
  const text = values[key];
  if (typeof text !== 'string') return;
  try {
    values[key] = JSON.parse(text);
  } catch {
    throw badRequest(`The parameter ${name} is not valid JSON.`);
  }
}

/** `filter[size]=3&filter[color]=red` becomes one object. */
function collectMembers(values: Values, name: string): void {
  const members: [string, unknown][] = [];
  for (const [key, value] of Object.entries(values)) {
    if (!key.startsWith(`${name}[`) || !key.endsWith(']')) continue;
    members.push([key.slice(name.length + 1, -1), value]);
    delete values[key];
  }
  if (members.length > 0) values[name] = Object.fromEntries(members);
}

/** `size=3&color=red` becomes one object, where the parameter has these members. */
function gatherMembers(values: Values, name: string, members: readonly string[]): void {
  const found = members.filter((member) => Object.hasOwn(values, member));
  if (found.length === 0) return;
  const object = Object.fromEntries(found.map((member) => [member, values[member]]));
  for (const member of found) delete values[member];
  values[name] = object;
}

/** A schema and those that it is made of, references followed. */
function partsOf(schema: Schema | undefined, depth = 0): Exclude<Schema, boolean>[] {
  if (typeof schema !== 'object' || depth > 10) return [];
  const { $ref } = schema;
  const name = typeof $ref === 'string' ? $ref.slice('#/components/schemas/'.length) : '';
  const others = [
    description.components?.schemas?.[name],
    ...[schema.allOf, schema.anyOf, schema.oneOf].flat(),
  ];
  return [schema, ...others.flatMap((other) => partsOf(other as Schema | undefined, depth + 1))];
}

function kindOf(schema: Schema | undefined): Kind {
  const types = partsOf(schema).flatMap(({ type }) => type);
  // A text may be meant where one is allowed.
  if (types.includes('string')) return 'text';
  return types.includes('array') ? 'list' : types.includes('object') ? 'object' : 'text';
}

const memberNames = (schema: Schema | undefined): string[] =>
  partsOf(schema).flatMap(({ properties }) => Object.keys(Object(properties) as object));
