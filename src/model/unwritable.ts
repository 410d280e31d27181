import { withArticle } from './article.ts';
import type { Candidate } from './candidate.ts';
import { fits } from './fits.ts';
import { fieldOfParameter, type Home } from './home.ts';
import { sameName, singular, squash } from './names.ts';
import { objectShape } from './object-shape.ts';
import { scopesOf } from './raw-operations.ts';
import { type Schemas, unwrapNull } from './schema-shape.ts';
import type {
  Entity,
  Field,
  FilePart,
  OperationKind,
  Representation,
  RequestContent,
} from './types.ts';

/** What keeps what a request brings from being stored. */
export function unwritable(candidate: Candidate, home: Home): string | undefined {
  const { raw, kind, request } = candidate;
  const { draft, entity } = home;
  if (!WRITES.has(kind)) return undefined;
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
  if (kind !== 'create' && kind !== 'upsert') return undefined;
  if (draft.unsupplied.length > 0)
    return `answers must have ${draft.unsupplied.join(', ')}, and nothing says where it comes from`;
  return missingField(candidate, home, new Set(shape.members.map(({ field }) => field)));
}

const WRITES: ReadonlySet<OperationKind> = new Set(['create', 'replace', 'update', 'upsert']);

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
    ...parameters
      .filter(({ role, in: place }) => role === 'scope' || (role === 'key' && place === 'path'))
      .map(({ field }) => field),
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
