import { type FastifyRequest } from 'fastify';
import { type ParameterObject } from './description.ts';
import { badRequest } from './problem.ts';

type Query = Record<string, unknown>;

const SEPARATORS: Readonly<Record<string, string>> = {
  form: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
};

/** Undoes the parameter styles of OpenAPI (3.1, section 4.8.12.4) that a plain query parser leaves alone. */
export function decodeParameters(parameters: readonly ParameterObject[]) {
  const steps = parameters.filter(({ in: place }) => place === 'query').flatMap(stepFor);
  if (steps.length === 0) return [];
  return [
    async (request: FastifyRequest): Promise<void> => {
      for (const step of steps) step(request.query as Query);
    },
  ];
}

function stepFor({
  name,
  style = 'form',
  explode = style === 'form',
  schema,
  content,
}: ParameterObject) {
  if (content) return [(query: Query) => parseMember(query, name)];
  if (style === 'deepObject') return [(query: Query) => collectMembers(query, name)];
  const separator = SEPARATORS[style];
  if (explode || separator === undefined || !isList(schema)) return [];
  return [
    (query: Query) => {
      const text = query[name];
      if (typeof text === 'string') query[name] = text === '' ? [] : text.split(separator);
    },
  ];
}

const isList = (schema: ParameterObject['schema']) =>
  typeof schema === 'object' && (schema.type === 'array' || [schema.type].flat().includes('array'));

function parseMember(query: Query, name: string): void {
  const text = query[name];
  if (typeof text !== 'string') return;
  try {
    query[name] = JSON.parse(text);
  } catch {
    throw badRequest(`The parameter ${name} is not valid JSON.`);
  }
}

/** `filter[size]=3&filter[color]=red` becomes one object. */
function collectMembers(query: Query, name: string): void {
  const members: [string, unknown][] = [];
  for (const [key, value] of Object.entries(query)) {
    if (!key.startsWith(`${name}[`) || !key.endsWith(']')) continue;
    members.push([key.slice(name.length + 1, -1), value]);
    delete query[key];
  }
  if (members.length > 0) query[name] = Object.fromEntries(members);
}
