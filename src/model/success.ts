import type { Schema } from '../spec/openapi.ts';
import { sameName, squash } from './names.ts';
import type { RawOperation } from './raw-operations.ts';
import type { ShapedDraft } from './representations.ts';
import { objectShape, type Property } from './object-shape.ts';
import { isBareKey, isKeyName, keyTold, STATUS } from './receipts.ts';
import { type Schemas, unwrapNull } from './schema-shape.ts';
import { linkForms } from './link-forms.ts';
import type { EnvelopeMember, Entity, JsonValue, OperationKind, SuccessBody } from './types.ts';
import type { Bodies } from './which-entity.ts';
import { fieldTypeOf } from './field-type.ts';
import { initialValue } from './first-value.ts';

export interface AnswerContext {
  readonly shaped: ShapedDraft;
  readonly entity: Entity;
  readonly schemas: Schemas;
  /** What stands before the paths that clients use. */
  readonly basePath: string;
}

export interface Found {
  readonly body: SuccessBody;
  /** Why the answer cannot be given. */
  readonly obstacle?: string;
  readonly mediaType?: string;
}

/** What a live operation answers, or what keeps it from answering. */
export function successBody(
  raw: RawOperation,
  context: AnswerContext | undefined,
  kind: OperationKind,
  bodies: Bodies,
): Found {
  const { body } = raw.success;
  const found = bodyOf(raw, context, kind, bodies);
  return { ...found, ...(body && { mediaType: body.mediaType }) };
}

function bodyOf(
  raw: RawOperation,
  context: AnswerContext | undefined,
  kind: OperationKind,
  { response }: Bodies,
): Found {
  const none: Found = { body: { kind: 'none' } };
  if (!context || kind === 'action' || kind === 'bulk') return none;
  if (!raw.success.body || kind === 'exists') {
    return kind === 'list' || (kind === 'get' && !raw.success.onlyOther)
      ? { ...none, obstacle: 'it declares no body to answer' }
      : none;
  }
  const use = context.shaped.draft.uses.find(
    ({ operation, usage }) => operation === raw && usage === 'response',
  );
  const representation = use && context.shaped.nameOf(use);
  if (!response || representation === undefined)
    return (
      receipt(raw, context, kind, response) ?? statusBody(raw.success.body.schema, context, kind)
    );
  if (response.unknown.length > 0)
    return {
      ...none,
      obstacle: `where ${response.unknown.join(', ')} of its answer comes from is not known`,
    };
  if ((kind === 'list') !== (response.kind === 'list')) {
    return kind === 'delete'
      ? statusBody(raw.success.body.schema, context, kind)
      : { ...none, obstacle: `it answers ${response.kind === 'list' ? 'a list' : 'one thing'}` };
  }
  const link = raw.method === 'query' ? linkTo(response.envelope) : undefined;
  if (link !== undefined)
    return { ...none, obstacle: `the ${link} of its answer cannot carry its body` };
  const links = linkForms(response.envelope, `${context.basePath}${raw.path}`);
  const secret = kind === 'create' ? response.unsaid[0] : undefined;
  const obstacle =
    missingMember(representation, context) ??
    links.obstacle ??
    (secret === undefined ? undefined : `it tells ${secret} once, which is not stored`);
  return {
    body: { kind: response.kind, representation, path: response.path, envelope: links.envelope },
    ...(obstacle !== undefined && { obstacle }),
  };
}

/** A member that tells the address of a page; that of what a body asks for is no page of its own. */
const linkTo = (envelope: readonly EnvelopeMember[]): string | undefined =>
  envelope.find(({ role }) => role.endsWith('-link'))?.path.join('.');

/** Members that an answer must have and the table has not. */
function missingMember(
  representation: string,
  { entity, schemas }: AnswerContext,
): string | undefined {
  const shape = entity.representations.find(({ name }) => name === representation);
  const declared = objectShape(shape?.schema, schemas);
  const { type } = unwrapNull(shape?.schema, schemas).schema;
  if (!declared && type !== undefined) return `its answer has ${entity.label} in another form`;
  for (const [name, { required, schema }] of declared?.properties ?? []) {
    if (!required || shape?.members.some(({ field }) => field === name)) continue;
    if (unwrapNull(schema, schemas).schema.writeOnly === true) continue;
    return `its answer must have ${name}, which is not stored`;
  }
  return undefined;
}

/** `{ orderId }`, `{ data: { id } }`, or the id alone: an answer that tells what was written. */
function receipt(
  raw: RawOperation,
  { entity, schemas }: AnswerContext,
  kind: OperationKind,
  response: Bodies['response'],
): Found | undefined {
  const { status, body } = raw.success;
  // What is only accepted has an id of its own, that of the work to be done.
  if (kind !== 'create' || status === 202) return undefined;
  const { description = '' } = raw.operation.responses?.[status] ?? {};
  const told = { role: 'key', required: true, nullable: false } as const;
  if (isBareKey(body?.schema, description, entity, schemas)) {
    const member: EnvelopeMember = { path: [], ...told, field: entity.key.fields.at(-1) ?? '' };
    return { body: { kind: 'entity', representation: '', path: [], envelope: [member] } };
  }
  const members = [...(objectShape(response?.schema, schemas)?.properties ?? [])];
  const named = { word: raw.word, itemParameter: undefined, entityName: entity.name };
  const fields = entity.fields.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const isKey = (name: string) =>
    isKeyName(name, named) || sameName(name, entity.key.fields.at(-1) ?? '');
  const [key, ...others] = members.filter(([name]) => isKey(name));
  const isOther = members.some(
    ([name]) => !isKey(name) && (!STATUS.test(squash(name)) || fields.includes(name)),
  );
  const field = key && keyTold(key[1].schema, entity, schemas);
  if (!response || response.kind === 'list' || field === undefined) return undefined;
  if (others.length > 0 || isOther || response.unknown.length > 0) return undefined;
  const path = [...response.path, key?.[0] ?? ''];
  const said = statusMembers(
    members.filter(([name]) => !isKey(name)),
    schemas,
    'Created',
  );
  if (typeof said === 'string') return { body: { kind: 'none' }, obstacle: said };
  const round = said.map((member) => ({ ...member, path: [...response.path, ...member.path] }));
  return {
    body: {
      kind: 'entity',
      representation: '',
      path: [],
      envelope: [{ path, ...told, field }, ...round, ...response.envelope],
    },
  };
}

/** `{ success: true }`, `{ message: '' }`: answers to a write that only say that it happened. */
function statusBody(
  schema: Schema | boolean | undefined,
  { schemas }: AnswerContext,
  kind: OperationKind,
): Found {
  const none: Found = { body: { kind: 'none' } };
  const foreign: Found = { ...none, obstacle: 'its answer is not the entity' };
  const done = DONE[kind];
  if (done === undefined) return foreign;
  const shape = objectShape(schema, schemas);
  if (!shape) {
    const isAnything = kind === 'delete' && unwrapNull(schema, schemas).schema.type === undefined;
    return isAnything
      ? { body: { kind: 'entity', representation: '', path: [], envelope: [] } }
      : foreign;
  }
  const members = [...shape.properties];
  if (kind !== 'delete' && !members.every(([name]) => STATUS.test(squash(name)))) return foreign;
  const envelope = statusMembers(members, schemas, done);
  return typeof envelope === 'string'
    ? { ...none, obstacle: envelope }
    : { body: { kind: 'entity', representation: '', path: [], envelope } };
}

/** What an answer must say of how it went; as a text, what it says that is not known. */
function statusMembers(
  members: readonly (readonly [string, Property])[],
  schemas: Schemas,
  done: string,
): EnvelopeMember[] | string {
  const envelope: EnvelopeMember[] = [];
  for (const [name, { schema: own, required }] of members) {
    const value = statusValue(name, own, schemas, done);
    if (value === undefined && required)
      return `where ${name} of its answer comes from is not known`;
    if (value !== undefined && required)
      envelope.push({ path: [name], role: 'constant', value, required, nullable: false });
  }
  return envelope;
}

const DONE: Readonly<Partial<Record<OperationKind, string>>> = {
  create: 'Created',
  replace: 'Replaced',
  update: 'Updated',
  delete: 'Deleted',
};

function statusValue(
  name: string,
  schema: Schema,
  schemas: Schemas,
  done: string,
): JsonValue | undefined {
  const { schema: plain } = unwrapNull(schema, schemas);
  const word = squash(name);
  if (plain.const !== undefined) return plain.const as JsonValue;
  if (plain.type === 'boolean') return !/error|fail/.test(word);
  if (
    plain.type === 'string' &&
    plain.enum === undefined &&
    /message|msg|detail|status|result/.test(word)
  )
    return done;
  if (plain.type === 'string' && plain.enum)
    return plain.enum.find((value) => /^(?:ok|success\w*|done|deleted)$/i.test(String(value))) as
      JsonValue | undefined;
  // A number of its own for success is not to be guessed.
  if (/code|status/.test(word)) return plain.default as JsonValue | undefined;
  return initialValue(plain, fieldTypeOf(plain, schemas), schemas);
}
