import type { Operation, Parameter } from '../../model/types.ts';
import { code, type Code } from '../code.ts';
import { member, optionalMember } from './field-type.ts';
import type { HandlerStyle } from './handler-style.ts';
import type { Imports } from './imports.ts';
import { OwnNames } from './own-names.ts';
import type { SchemaTypes } from './schema-types.ts';

export interface InterfaceView {
  readonly name: string;
  readonly members: readonly { name: string; optional: boolean; type: Code }[];
}

/** The name by which Fastify's router knows a path parameter; `contract.ts` makes the same of it. */
export const routeName = (name: string): string => name.replace(/\W/g, '_');

/**
 * `/pets/{pet-id}` as Fastify's router wants it: literal colons are doubled, a star is itself instead
 * of everything, and a parameter says where it ends when what follows could be part of it.
 *
 * @param parameters those of the path: what may be one of few texts is only looked for as such
 */
export function routeUrl(path: string, parameters: readonly Parameter[] = []): string {
  const parts = path.split(/(\{[^}]*\}|\*+)/).filter((part) => part !== '');
  return parts
    .map((part, index) => {
      if (part.startsWith('*')) return `:star${index}(^\\*{${part.length}})`;
      if (!part.startsWith('{')) return part.replace(/:/g, '::');
      const name = part.slice(1, -1);
      const [next = '/'] = parts[index + 1] ?? '';
      const [before] = parts[index - 1] ?? '';
      const ends = ENDS_A_NAME.has(next) ? '' : (ENDS.get(next) ?? '(^[^/]+?)');
      const texts = before === '{' && next === '/' ? textsOf(name, parameters) : [];
      const end = texts.length > 0 ? `(^${texts.join('|')})` : ends;
      return `:${routeName(name)}${end}`;
    })
    .join('');
}

/** Patterns of the texts that a path parameter may be, where there are only some: `.json`. */
function textsOf(name: string, parameters: readonly Parameter[]): readonly string[] {
  const own = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name);
  const values = (own?.schema.enum ?? []).filter(
    (value) => typeof value === 'string' && /^[\w.-]+$/.test(value),
  );
  return values.length === own?.schema.enum?.length
    ? values.map((value) => String(value).replaceAll('.', '\\.'))
    : [];
}

/** What the router takes for the end of a parameter's name; anything else would be part of it. */
const ENDS_A_NAME: ReadonlySet<string> = new Set(['/', '-', '.']);

/** How a parameter ends before a character that none of its values has. */
const ENDS: ReadonlyMap<string, string> = new Map([
  [':', '(^[^:/]+)'],
  ['*', '(^[^*/]+)'],
]);

/** The expression that reads a parameter. */
export type Reader = (parameter: Parameter) => string;

/** Reads parameters from where a handler has them; header names are lower case there. */
export const readerOf =
  ({ parameters, body }: HandlerStyle): Reader =>
  ({ in: place, name, steps = [] }) => {
    if (place === 'body')
      return steps.reduce(
        (holder, step) => (step.optional ? optionalMember : member)(holder, step.name),
        body,
      );
    const from = parameters[place];
    if (place === 'path') return member(from, routeName(name));
    return member(from, place === 'header' ? name.toLowerCase() : name);
  };

/**
 * Whether the value is always there: required, or filled in from the schema's default, of which the
 * types of bodies know nothing.
 */
export const isPresent = ({ in: place, required, schema }: Parameter): boolean =>
  required || (place !== 'body' && schema.default !== undefined);

const PLACES = { path: 'Params', query: 'Querystring' } as const;

/** What arrives with a request, by the names that Fastify has for it; as TypeScript types. */
export interface RequestTypes {
  readonly Params?: string;
  readonly Querystring?: string;
  readonly Body?: string;
}

/** The same as the generic argument of a route: `{ Params: PetParams; Querystring: ListPetsQuery }`. */
export function genericsOf(types: RequestTypes): Code | undefined {
  const members = Object.entries(types).map(([name, type]) => `${name}: ${type}`);
  return members.length > 0 ? code(`{ ${members.join('; ')} }`) : undefined;
}

/**
 * The interfaces of the parameters of a resource's routes: equal ones are shared under the first
 * name they get.
 */
export class RouteInterfaces {
  readonly #known = new Map<string, InterfaceView>();
  readonly #names: OwnNames;

  /** @param taken type names that the file may import */
  constructor(taken: ReadonlySet<string>) {
    this.#names = new OwnNames(taken);
  }

  /** The types of a route's parameters: `{ Params: 'PetParams', Querystring: 'ListPetsQuery' }`. */
  typesOf(
    operation: Operation,
    itemName: string,
    types: SchemaTypes,
    file: string,
    imports: Imports,
  ): RequestTypes {
    const known = (['path', 'query'] as const).flatMap((place) => {
      const parameters = operation.parameters.filter((parameter) => parameter.in === place);
      if (parameters.length === 0) return [];
      const members = parameters.map((parameter) => ({
        name: place === 'path' ? routeName(parameter.name) : parameter.name,
        optional: place === 'query' && !isPresent(parameter),
        type: code(typeOf(parameter, types, file, imports)),
      }));
      const base = place === 'path' ? `${itemName}Params` : `${pascal(operation.id)}Query`;
      return [[PLACES[place], this.#share(base, members).name]];
    });
    return Object.fromEntries(known);
  }

  views(): InterfaceView[] {
    return [...this.#known.values()];
  }

  #share(base: string, members: InterfaceView['members']): InterfaceView {
    const print = members
      .map(({ name, optional, type }) => `${name}${optional}${type.text}`)
      .join('\n');
    const known = this.#known.get(print);
    if (known) return known;
    const view = { name: this.#names.take(base), members };
    this.#known.set(print, view);
    return view;
  }
}

/** What a parameter arrives as: a path is text where nothing else is said. */
function typeOf(
  { in: place, schema }: Parameter,
  types: SchemaTypes,
  file: string,
  imports: Imports,
): string {
  const text = types.textFor(schema, file, imports);
  return place === 'path' && text === 'unknown' ? 'string' : text;
}

export const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
