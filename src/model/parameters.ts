import type { Parameter as SpecParameter, Schema } from '../spec/openapi.ts';
import { fieldOfParameter, type Home } from './home.ts';
import { identifier, Namespace, sameName, squash } from './names.ts';
import { objectShape } from './object-shape.ts';
import type { Capability } from './options.ts';
import { parameterOverride } from './overrides.ts';
import type { RawOperation } from './raw-operations.ts';
import { resolved, type Schemas } from './schema-shape.ts';
import type { Entity, OperationKind, Parameter } from './types.ts';
import { pageRole } from './which-page-style.ts';
import { isSameChoice } from './told.ts';
import { filterBy } from './which-filters.ts';
import { type Meaning, meaningOf } from './which-parameters.ts';
import { sortStyle } from './which-sort.ts';

/** The parameters of an operation, and which of them mean what the description says, not their name. */
export interface Parameters {
  readonly all: readonly Parameter[];
  readonly told: ReadonlySet<Parameter>;
}

/** The parameters of an operation, each with what it means there. */
export function parametersOf(
  raw: RawOperation,
  home: Home | undefined,
  kind: OperationKind,
  schemas: Schemas,
  supports: readonly Capability[],
): Parameters {
  const names = new Namespace();
  const told = new Set<Parameter>();
  const all = (raw.operation.parameters ?? []).map((parameter) => {
    const isForm = parameter.in === 'query' || parameter.in === 'cookie';
    const style = parameter.style ?? (isForm ? 'form' : 'simple');
    const description = parameter.description ?? '';
    const inferred = meaningIn(parameter, raw, home, kind, schemas, supports);
    const said =
      home && parameter.in !== 'path'
        ? toldMeaning(parameter, home.entity, inferred, schemas, supports)
        : undefined;
    const read: Parameter = {
      name: parameter.name,
      in: parameter.in,
      identifier: names.take(identifier(parameter.name, 'parameter')),
      required: parameter.required === true,
      schema: flattened(schemaOf(parameter), schemas),
      ...(description !== '' && { description }),
      ...(said ?? inferred),
      style,
      explode: parameter.explode ?? style === 'form',
      ...(parameter.content !== undefined && { encoded: true as const }),
    };
    if (said) told.add(read);
    return read;
  });
  return { all, told };
}

function meaningIn(
  parameter: SpecParameter,
  raw: RawOperation,
  home: Home | undefined,
  kind: OperationKind,
  schemas: Schemas,
  supports: readonly Capability[],
): Meaning {
  if (parameter.in === 'path') return pathMeaning(parameter, raw, home);
  if (!home) return { role: 'inert' };
  if (kind === 'list') {
    const role = pageRole(parameter, raw.operation.parameters ?? [], schemas);
    if (role !== undefined && !isField(parameter, home.entity)) return { role };
  }
  const meaning = meaningOf(
    parameter,
    home.entity,
    kind === 'list',
    raw.operation.parameters ?? [],
    schemas,
  );
  if (meaning.values && !supports.includes('spelled-values')) return { role: 'unknown' };
  const scope =
    kind === 'create' && supports.includes('query-scopes')
      ? parentIn(parameter, home.entity)
      : undefined;
  return meaning.role === 'unknown' && scope !== undefined
    ? { role: 'scope', field: scope }
    : meaning;
}

/** What `x-specwright` says, where it can be so and is something else than its name says. */
function toldMeaning(
  parameter: SpecParameter,
  { fields, key }: Entity,
  inferred: Meaning,
  schemas: Schemas,
  supports: readonly Capability[],
): Meaning | undefined {
  const said = parameterOverride(parameter['x-specwright']);
  const { role, field, operator, searches } = said;
  if (role === undefined) return undefined;
  const { field: own, operator: ownOperator, searches: ownSearches } = inferred;
  const same = { role: inferred.role, field: own, operator: ownOperator, searches: ownSearches };
  if (isSameChoice({ ...same, ...said }, same)) return undefined;
  const has = (name: string) => fields.some((known) => known.name === name);
  if (role === 'search') return searches?.every(has) ? { role, searches } : undefined;
  if (role === 'sort') {
    const sort = sortStyle(parameter, fields, key.fields, schemas);
    return sort.values.length > 0 ? { role, sort } : undefined;
  }
  if (role === 'filter') {
    const target = fields.find(({ name }) => name === field);
    const found = target && filterBy(parameter, target, operator, schemas);
    return found?.values && !supports.includes('spelled-values') ? undefined : found;
  }
  if (field !== undefined && !has(field)) return undefined;
  return { role, ...(field !== undefined && { field }) };
}

function pathMeaning(parameter: SpecParameter, raw: RawOperation, home: Home | undefined): Meaning {
  const field = home && fieldOfParameter(raw, home.draft, parameter.name);
  if (!home || field === undefined) return { role: 'unknown' };
  const isKey = parameter.name === raw.itemParameter && home.entity.key.fields.includes(field);
  return { role: isKey ? 'key' : 'scope', field };
}

/** A required query parameter that names whose the new thing is: `POST /hooks?site_id=`. */
function parentIn(parameter: SpecParameter, { fields, key }: Entity): string | undefined {
  if (parameter.required !== true || parameter.in !== 'query' || !/id$/i.test(parameter.name))
    return undefined;
  return fields.find(
    ({ name, type }) =>
      sameName(name, parameter.name) && type !== 'json' && !key.fields.includes(name),
  )?.name;
}

/** A query parameter that is a field of the entity filters, whatever else its name could mean. */
const isField = (parameter: SpecParameter, { fields }: Entity): boolean =>
  /^(?:position|start|from|first|amount|count|length|since|after)$/.test(squash(parameter.name)) &&
  fields.some(({ name, hidden }) => !hidden && sameName(name, parameter.name));

function schemaOf(parameter: SpecParameter): Schema {
  const schema = parameter.schema ?? Object.values(parameter.content ?? {})[0]?.schema;
  return typeof schema === 'object' ? schema : {};
}

/** A parameter's own words with those of what it refers to; enums keep their type's name. */
function flattened(schema: Schema, schemas: Schemas): Schema {
  if (schema.$ref === undefined) return schema;
  const found = resolved(schema, schemas);
  return found.enum || objectShape(schema, schemas) ? { ...found, $ref: schema.$ref } : found;
}
