import type { Parameter as SpecParameter, Schema } from '../spec/openapi.ts';
import { type BodyMember, bodyMembers } from './body-members.ts';
import { fieldOfParameter, type Home } from './home.ts';
import { identifier, Namespace, sameName, squash } from './names.ts';
import { objectShape } from './object-shape.ts';
import type { Capability } from './options.ts';
import { parameterOverride } from './overrides.ts';
import { inOrderOfPath, namesItem, type RawOperation } from './raw-operations.ts';
import { resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import type { Entity, OperationKind, Parameter } from './types.ts';
import { defaultOrder, pageRole } from './which-page-style.ts';
import { keyCursor } from './which-seek.ts';
import { isSameChoice } from './told.ts';
import { filterBy, filterOf } from './which-filters.ts';
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
  const all = inOrderOfPath(raw).map((parameter) => {
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
      schema:
        parameter.in === 'path'
          ? present(parameter, schemas)
          : flattened(schemaOf(parameter), schemas),
      ...(description !== '' && { description }),
      ...(said ?? inferred),
      style,
      explode: parameter.explode ?? (style === 'form' || style === 'cookie'),
      ...(parameter.content !== undefined && { encoded: true as const }),
    };
    if (said) told.add(read);
    return read;
  });
  const asked = kind === 'list' && home ? askedByBody(raw, home.entity, schemas, supports) : [];
  const members = asked.map((member) => ({
    ...member,
    identifier: names.take(identifier(member.name, 'parameter')),
  }));
  return { all: [...all, ...members], told };
}

/** What the members of a body ask of a list, each as the parameter of a query would. */
function askedByBody(
  raw: RawOperation,
  entity: Entity,
  schemas: Schemas,
  supports: readonly Capability[],
): Omit<Parameter, 'identifier'>[] {
  const { request, operation, method } = raw;
  if (method !== 'query' || !request) return [];
  const isRequired = operation.requestBody?.required === true;
  const members = bodyMembers(request.schema, isRequired, schemas) ?? [];
  const others = [...(operation.parameters ?? []), ...members.map(({ parameter }) => parameter)];
  return members.map((member) => {
    const { parameter, path: steps } = member;
    const { description } = resolved(parameter.schema, schemas);
    const meaning = bodyMeaning(member, entity, others, schemas);
    return {
      name: steps.map(({ name }) => name).join('.'),
      in: 'body',
      steps,
      required: parameter.required === true,
      schema: flattened(schemaOf(parameter), schemas),
      ...(description !== undefined && description !== '' && { description }),
      ...(meaning.values && !supports.includes('spelled-values')
        ? { role: 'unknown' as const }
        : meaning),
      style: 'form',
      explode: true,
    };
  });
}

/** What a member of a body means: where it stands may leave out what its name could mean otherwise. */
function bodyMeaning(
  { parameter, part }: BodyMember,
  entity: Entity,
  others: readonly SpecParameter[],
  schemas: Schemas,
): Meaning {
  const isOfPage = part !== 'filter' && !isField(parameter, entity);
  const role = isOfPage
    ? (pageRole(parameter, others, schemas) ?? seekRole(parameter, entity, schemas))
    : undefined;
  if (role !== undefined) return { role };
  if (part === 'page') return { role: 'unknown' };
  const meaning = meaningOf(parameter, entity, true, others, schemas);
  const field = entity.fields.find(({ name }) => name === meaning.field);
  // Null may ask for what has no value, or for nothing at all.
  const isEither = field?.nullable === true && unwrapNull(parameter.schema, schemas).nullable;
  const isOther = part === 'filter' && meaning.role !== 'filter' && meaning.role !== 'search';
  return isEither || isOther ? { role: 'unknown' } : meaning;
}

function meaningIn(
  parameter: SpecParameter,
  raw: RawOperation,
  home: Home | undefined,
  kind: OperationKind,
  schemas: Schemas,
  supports: readonly Capability[],
): Meaning {
  if (parameter.in === 'path' || namesItem(raw, parameter))
    return pathMeaning(parameter, raw, home);
  // Who checks credentials has looked at it.
  const isKey = parameter.in === 'query' && raw.credentials.has(parameter.name);
  if (!home || isKey) return { role: 'inert' };
  if (kind === 'list') {
    const role =
      pageRole(parameter, raw.operation.parameters ?? [], schemas) ??
      seekRole(parameter, home.entity, schemas);
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
  const isKey = namesItem(raw, parameter) && home.entity.key.fields.includes(field);
  return { role: isKey ? 'key' : 'scope', field };
}

/** The role of a parameter that takes the key of an item beside which a page stands. */
function seekRole(
  parameter: SpecParameter,
  entity: Entity,
  schemas: Schemas,
): 'cursor' | undefined {
  const { name, in: place, description } = parameter;
  if (place !== 'query') return undefined;
  const schema = flattened(schemaOf(parameter), schemas);
  const read = { name, schema, ...(description !== undefined && { description }) };
  const cursor = keyCursor(read, entity, schemas);
  if (!cursor) return undefined;
  // What follows a number in a list by numbers is what is above it.
  const isAbove =
    cursor.way === 'after' &&
    defaultOrder(entity).every(({ field }) => entity.key.fields.includes(field)) &&
    filterOf(parameter, entity.fields, entity.key.fields, schemas) !== undefined;
  return isAbove ? undefined : 'cursor';
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
  /^(?:position|start|from|first|amount|count|length|since|after|before)$/.test(
    squash(parameter.name),
  ) && fields.some(({ name, hidden }) => !hidden && sameName(name, parameter.name));

function schemaOf(parameter: SpecParameter): Schema {
  const schema = parameter.schema ?? Object.values(parameter.content ?? {})[0]?.schema;
  return typeof schema === 'object' ? schema : {};
}

/** A parameter's own words with those of what it refers to; enums keep their type's name. */
function flattened(schema: Schema, schemas: Schemas): Schema {
  if (schema.$ref === undefined) return orNull(schema);
  const found = orNull(resolved(schema, schemas));
  return found.enum || objectShape(schema, schemas) ? { ...found, $ref: schema.$ref } : found;
}

/** The schema of a part of the path, which is never null, whatever generators say of it. */
function present(parameter: SpecParameter, schemas: Schemas): Schema {
  const schema = flattened(schemaOf(parameter), schemas);
  const inner = unwrapNull(schema, schemas);
  return inner.nullable ? inner.schema : schema;
}

/** One type or null, as FastAPI and others write it, as one schema of both. */
function orNull(schema: Schema): Schema {
  const { anyOf, oneOf, ...rest } = schema;
  const variants = anyOf ?? oneOf ?? [];
  const [one, ...others] = variants.filter(
    (variant) => typeof variant === 'object' && variant.type !== 'null',
  );
  if (variants.length !== 2 || others.length > 0 || typeof one !== 'object') return schema;
  if (one.$ref !== undefined || typeof one.type !== 'string') return schema;
  return {
    ...one,
    ...rest,
    type: [one.type, 'null'],
    ...(one.enum && { enum: [...one.enum, null] }),
  };
}
