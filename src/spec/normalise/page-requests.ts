import { isObject, type Members } from '../json.ts';
import { operationsOf, type PathItem, type Schema } from '../openapi.ts';
import type { Reading } from './reading.ts';
import { schemaName } from '../schema-reference.ts';

type Schemas = ReadonlyMap<string, Schema | boolean>;

const MOST_HOPS = 20;

/** What says which part of a list is asked for, and in which order. */
const PAGING = /^(?:page|size|limit|offset|cursor|sort|per_?page|page_?(?:size|number|token))$/i;

/**
 * Takes objects apart that say which page of a list is asked for, such as the `Pageable` of Spring.
 * In the style `form` and exploded, each of their members is a parameter of the query (OpenAPI 3.1,
 * section 4.8.12.4): written one by one they are the same requests, and found for what they are.
 */
export function splitPageRequests({ paths }: Members, schemas: Schemas, reading: Reading): void {
  for (const item of Object.values(isObject(paths) ? paths : {})) {
    for (const [, operation] of operationsOf(item as PathItem)) {
      const { parameters } = operation as Members;
      if (Array.isArray(parameters))
        (operation as Members).parameters = split(parameters as Members[], schemas, reading);
    }
  }
}

function split(parameters: readonly Members[], schemas: Schemas, reading: Reading): Members[] {
  const names = new Set(
    parameters.map(({ in: place, name }) => `${String(place)} ${String(name)}`),
  );
  return parameters.flatMap((parameter) => {
    const members = isExploded(parameter) ? pageMembers(parameter.schema, schemas) : undefined;
    if (!members || members.some(({ name }) => names.has(`query ${name}`))) return [parameter];
    const place = reading.placeOf(parameter);
    return members.map(({ name, isRequired, schema }): Members => {
      const { description } = schema;
      const required = parameter.required === true && isRequired;
      const own = {
        name,
        in: 'query',
        ...(typeof description === 'string' && { description }),
        ...(required && { required }),
        ...(parameter.deprecated === true && { deprecated: true }),
        schema,
      };
      return place ? reading.note(own, place) : own;
    });
  });
}

const isExploded = ({ in: place, style = 'form', explode = true, content }: Members): boolean =>
  place === 'query' && style === 'form' && explode === true && content === undefined;

interface PageMember {
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: Members;
}

/** The members of an object that holds nothing but a page request. */
function pageMembers(schema: unknown, schemas: Schemas): PageMember[] | undefined {
  const found = resolved(schema, schemas);
  if (!isObject(found?.properties) || found.allOf !== undefined) return undefined;
  const required = Array.isArray(found.required) ? found.required : [];
  const members = Object.entries(found.properties).map(([name, member]) => ({
    name,
    isRequired: required.includes(name),
    schema: member,
  }));
  return members.length > 0 && members.every(isPageMember) ? members : undefined;
}

function isPageMember(member: {
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: unknown;
}): member is PageMember {
  const { name, schema } = member;
  return (
    PAGING.test(name) &&
    isObject(schema) &&
    isScalar(isObject(schema.items) ? schema.items : schema)
  );
}

const isScalar = ({ type }: Members): boolean =>
  [type].flat().every((one) => ['string', 'integer', 'number', 'null'].includes(String(one)));

function resolved(schema: unknown, schemas: Schemas): Members | undefined {
  let found = schema;
  for (let hops = 0; hops < MOST_HOPS && isObject(found) && found.$ref !== undefined; hops++)
    found = schemas.get(schemaName(found.$ref) ?? '');
  return isObject(found) ? found : undefined;
}
