import { withArticle } from './article.ts';
import { fits } from './fits.ts';
import { fieldOfParameter, type Home } from './home.ts';
import { sameName, singular, squash } from './names.ts';
import { objectShape } from './object-shape.ts';
import type { Capability } from './options.ts';
import { otherItem } from './other-item.ts';
import { partOfAll } from './part-of-all.ts';
import { namesItem, type RawOperation, scopesOf } from './raw-operations.ts';
import { unsentHeader } from './responses.ts';
import { type Schemas, typesOf, unwrapNull } from './schema-shape.ts';
import type {
  Entity,
  Field,
  FilePart,
  OperationKind,
  Parameter,
  Representation,
  RequestBody,
  RequestContent,
} from './types.ts';

/** What is known of an operation when it is asked whether it can be served. */
export interface Candidate {
  readonly raw: RawOperation;
  readonly home: Home | undefined;
  readonly kind: OperationKind;
  readonly parameters: readonly Parameter[];
  readonly request: RequestBody | undefined;
  /** Why its answer cannot be given. */
  readonly answer: string | undefined;
  /** All that the description has. */
  readonly entities: readonly Entity[];
  readonly supports: readonly Capability[];
  readonly schemas: Schemas;
}

/**
 * What stands in the way of serving an operation from its entity's table, as a sentence; nothing
 * when it can be live. Whatever would be made up stands in the way.
 */
export function obstacleOf(candidate: Candidate): string | undefined {
  const { raw, home, kind, answer } = candidate;
  if (!home) return 'the description shows no entity behind it';
  if (raw.success.onlyOther && kind !== 'file') return 'its answer is not JSON';
  return (
    answer ??
    unknownParameter(candidate) ??
    unaskable(candidate) ??
    (kind === 'list' ? partOfAll(raw, home, candidate.parameters) : undefined) ??
    unkeyed(home) ??
    unborn(home) ??
    unseen(home) ??
    eitherName(candidate, home) ??
    unnamedItem(candidate, home) ??
    (kind === 'list' || kind === 'create' ? undefined : otherItem(raw, home, candidate.entities)) ??
    untoldKey(candidate, home) ??
    unsetParent(candidate, home) ??
    unwritable(candidate, home) ??
    untoldHeader(candidate)
  );
}

/** A header that the description promises, and that nothing says how to fill. */
function untoldHeader({ raw, kind, schemas }: Candidate): string | undefined {
  const name = unsentHeader(raw, kind, schemas);
  return name && `what the header ${name} of its answer says is not described`;
}

function unknownParameter({ parameters }: Candidate): string | undefined {
  const unknown = parameters.find(
    ({ role, required, in: place }) => role === 'unknown' && required && place === 'query',
  );
  if (unknown) return `what the required parameter ${unknown.name} does is not known`;
  const many = parameters.find(
    ({ in: place, schema }) => place === 'path' && [schema.type].flat().includes('array'),
  );
  if (many) return `its path parameter ${many.name} names several at once`;
  const lost = parameters.find(({ in: place, role }) => place === 'path' && role === 'unknown');
  return lost && `no field goes by the path parameter ${lost.name}`;
}

/** What a body asks of a list, where that is not told. */
function unaskable({ raw, kind, parameters, request, supports }: Candidate): string | undefined {
  if (kind !== 'list' || raw.method !== 'query' || !raw.operation.requestBody) return undefined;
  if (!supports.includes('searches')) return 'what it lists is asked for by a body';
  const mediaType = request?.contents[0]?.mediaType ?? '';
  if (!raw.request || !/json|\*\/\*/.test(mediaType)) return 'its body is not JSON';
  const asked = parameters.filter(({ in: place }) => place === 'body');
  if (asked.length === 0) return 'what its body asks for is not described';
  const unknown = asked.find(({ role }) => role === 'unknown');
  if (unknown) return `what ${unknown.name} of its body does is not known`;
  const twice = asked.find(({ name }) =>
    parameters.some((other) => other.in !== 'body' && other.name === name),
  );
  return twice && `${twice.name} is both a parameter and a member of its body`;
}

/** Rows are told apart by texts and numbers; answers that disagree on which leave neither. */
function unkeyed({ entity }: Home): string | undefined {
  const key = entity.fields.find(
    ({ name, type }) => entity.key.fields.includes(name) && type === 'json',
  );
  return (
    key && `what type the key ${key.name} of ${withArticle(entity.label)} has is not described`
  );
}

/** What there is one of is there from the start: all its values need a first one. */
function unborn({ draft }: Home): string | undefined {
  return draft.singleton && draft.unsupplied.length > 0
    ? `nothing says what ${draft.unsupplied.join(', ')} is at first`
    : undefined;
}

/** What there is one of is shown as it is written: one that shows other things is made up. */
function unseen({ draft, entity }: Home): string | undefined {
  const fieldsOf = (isShown: boolean): string[] =>
    entity.representations
      .filter(({ usage }) => (usage === 'response') === isShown)
      .flatMap(({ members }) => members.map(({ field }) => field));
  const shown = new Set(fieldsOf(true));
  return draft.singleton && shown.size > 0 && !fieldsOf(false).some((name) => shown.has(name))
    ? `${withArticle(entity.label)} shows nothing of what is written to it`
    : undefined;
}

/** A name that may be a number or a text, of something that has a number only. */
function eitherName({ parameters, schemas }: Candidate, { entity }: Home): string | undefined {
  const either = parameters.find(({ in: place, role, field: name, schema }) => {
    const field =
      place === 'path' || role === 'key'
        ? entity.fields.find((one) => one.name === name)
        : undefined;
    const types = typesOf(schema, schemas);
    return field && isNumeric(field) && types.includes('string') && types.some(isNumber);
  });
  return (
    either &&
    `${either.name} may be a number or a text, and ${withArticle(entity.label)} has the number ${either.field} only`
  );
}

const isNumber = (type: string): boolean => type === 'integer' || type === 'number';

const isNumeric = ({ type }: Field): boolean => isNumber(type) || type === 'bigint';

/** What keeps a client from naming the item that an operation is about. */
function unnamedItem(
  { raw, kind, parameters }: Candidate,
  { draft, entity }: Home,
): string | undefined {
  if (kind === 'list' || kind === 'create' || raw.itemParameter === undefined) return undefined;
  const own = parameters.find(({ name, in: place }) =>
    place === 'body' ? false : namesItem(raw, { name, in: place }),
  );
  if (own?.role !== 'key')
    return `it finds ${withArticle(entity.label)} by ${own?.field ?? raw.itemParameter}, not by its key ${entity.key.fields.join(', ')}`;
  return draft.isKeyTold
    ? undefined
    : `nothing that ${withArticle(entity.label)} shows tells its ${raw.itemParameter}`;
}

/**
 * A part of the key that a request does not bring: where things of the same kind lie under several
 * parents, a path through one of them does not tell the others.
 */
function untoldKey({ kind, parameters, request }: Candidate, { entity }: Home): string | undefined {
  if (kind === 'list') return undefined;
  const isMade = ({ generation, default: value }: Field): boolean =>
    generation?.by === 'constant' ||
    (kind === 'create' && (generation !== undefined || value !== undefined));
  const shape = entity.representations.find(
    ({ name }) => kind !== 'delete' && name === request?.contents[0]?.representation,
  );
  const lost = entity.key.fields.find(
    (name) =>
      !entity.fields.some((field) => field.name === name && isMade(field)) &&
      !parameters.some(
        ({ role, field }) => field === name && (role === 'key' || role === 'scope'),
      ) &&
      !shape?.members.some(({ field }) => field === name),
  );
  return (
    lost && `it does not tell ${lost}, which is part of the key of ${withArticle(entity.label)}`
  );
}

/** A parent that no create sets leaves rows that belong to nobody. */
function unsetParent({ raw, kind }: Candidate, { draft, entity }: Home): string | undefined {
  if (kind === 'create' || draft.singleton) return undefined;
  const creates = draft.collections.flatMap(({ operations }) =>
    operations.filter(({ method }) => method === 'post'),
  );
  if (creates.length === 0) return undefined;
  for (const { parameter } of scopesOf(raw.path, raw.itemParameter)) {
    const name = fieldOfParameter(raw, draft, parameter);
    const field = entity.fields.find((candidate) => candidate.name === name);
    const isSet = creates.some((create) =>
      scopesOf(create.path, create.itemParameter).some(
        (scope) => fieldOfParameter(create, draft, scope.parameter) === name,
      ),
    );
    if (field?.hidden && !isSet)
      return `how ${withArticle(entity.label)} belongs to the path parameter ${parameter} is not described`;
  }
  return undefined;
}

function unwritable(candidate: Candidate, home: Home): string | undefined {
  const { raw, kind, request } = candidate;
  const { draft, entity } = home;
  if (kind !== 'create' && kind !== 'replace' && kind !== 'update') return undefined;
  const content = request?.contents[0];
  if (!content)
    return raw.operation.requestBody
      ? 'its body is not JSON'
      : 'it has no body that says what to store';
  if (content.patch === 'json-patch')
    return content.representation !== undefined && kind === 'update'
      ? undefined
      : 'its body is a JSON Patch (RFC 6902)';
  if (kind !== 'create' && content.files && content.files.length > 0)
    return 'what becomes of files that it leaves out is not described';
  if (content.representation === undefined) return 'its body is not that of the entity';
  const beside = neededBeside(content, candidate.schemas);
  if (beside !== undefined) return `what ${beside} of its body is for is not described`;
  const shape = entity.representations.find(({ name }) => name === content.representation);
  if (!shape || shape.members.length === 0) return 'its body has nothing that is stored';
  const told = toldOfFile(content.files ?? [], shape, entity, candidate.schemas);
  if (told !== undefined) return `where ${told} of its answer comes from is not described`;
  const other = otherForm(shape, entity, candidate.schemas);
  if (other !== undefined)
    return `it brings ${other} in a form in which ${withArticle(entity.label)} does not keep it`;
  const twin = otherSpelling(shape, entity);
  if (twin) return `it brings ${twin.sent}, and ${twin.kept} may be the same`;
  if (kind !== 'create') return undefined;
  if (draft.unsupplied.length > 0)
    return `answers must have ${draft.unsupplied.join(', ')}, and nothing says where it comes from`;
  return missingField(candidate, home, new Set(shape.members.map(({ field }) => field)));
}

/** A member that a body must have beside the entity, such as by what an upsert finds it. */
function neededBeside({ schema, path }: RequestContent, schemas: Schemas): string | undefined {
  if (path.length === 0) return undefined;
  const members = [...(objectShape(schema, schemas)?.properties ?? [])];
  return members.find(([name, { required }]) => required && name !== path[0])?.[0];
}

/** A member that answers show of a file, such as its address, and that no request brings. */
function toldOfFile(
  files: readonly FilePart[],
  { members }: Representation,
  { representations }: Entity,
  schemas: Schemas,
): string | undefined {
  const brought = new Set(members.map(({ field }) => field));
  const shown = representations
    .filter(({ usage }) => usage === 'response')
    .flatMap((one) => [...(objectShape(one.schema, schemas)?.properties ?? [])])
    .filter(([, { schema }]) => unwrapNull(schema, schemas).schema.writeOnly !== true)
    .map(([name]) => name);
  return shown.find(
    (name) =>
      files.some((file) => squash(name).startsWith(squash(singular(file.name)))) &&
      (!brought.has(name) || files.some((file) => file.name === name)),
  );
}

/** A member that this body brings in another form than the table keeps and answers show. */
function otherForm(shape: Representation, entity: Entity, schemas: Schemas): string | undefined {
  const properties = objectShape(shape.schema, schemas)?.properties;
  return shape.members.find(({ field: name }) => {
    const own = properties?.get(name)?.schema;
    const field = entity.fields.find((candidate) => candidate.name === name);
    const isChanged = shape.usage === 'update' && field !== undefined && isEverWhole(field, entity);
    return (
      own !== undefined &&
      field?.readOnly === false &&
      !fits(own, field.schema, schemas, isChanged ? 'patch' : 'whole')
    );
  })?.field;
}

/** Whether there is anything of a field that a change could be put into. */
const isEverWhole = (
  { name, generation, default: value }: Field,
  { representations }: Entity,
): boolean =>
  generation !== undefined ||
  value !== undefined ||
  representations.some(
    ({ usage, members }) =>
      (usage === 'create' || usage === 'replace') && members.some(({ field }) => field === name),
  );

/** A member that answers show in another spelling only: what is sent would never be seen in it. */
function otherSpelling(
  { members }: Representation,
  { fields }: Entity,
): { sent: string; kept: string } | undefined {
  const brought = new Set(members.map(({ field }) => field));
  for (const sent of brought) {
    const kept = fields.find(
      ({ name, hidden }) => !hidden && !brought.has(name) && sameName(name, sent),
    );
    if (kept) return { sent, kept: kept.name };
  }
  return undefined;
}

/** A field that every row must have, and that neither this request nor the service brings. */
function missingField(
  { raw, parameters }: Candidate,
  { draft, entity }: Home,
  sent: ReadonlySet<string>,
): string | undefined {
  const fromPath = scopesOf(raw.path, raw.itemParameter).map(({ parameter }) =>
    fieldOfParameter(raw, draft, parameter),
  );
  const given = new Set([
    ...sent,
    ...fromPath,
    ...parameters.filter(({ role }) => role === 'scope').map(({ field }) => field),
  ]);
  const missing = entity.fields.find(
    (field) =>
      field.required &&
      !given.has(field.name) &&
      field.generation === undefined &&
      field.default === undefined &&
      !(field.hidden && !entity.key.fields.includes(field.name)),
  );
  return (
    missing &&
    `${withArticle(entity.label)} needs ${missing.name}, which this request does not bring`
  );
}
