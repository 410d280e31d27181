import { sameName, squash } from './names.ts';
import { resolved, type Schemas, typesOf } from './schema-shape.ts';
import type { Entity, Field, PageStyle, Parameter, Seek, SuccessBody } from './types.ts';
import type { Schema } from '../spec/openapi.ts';

/** Names that ask for what stands after an item, and before one. */
const AFTER =
  /^(?:startingafter|startafter|after|(?:after|since|last|lastseen)id|afterkey|since|marker)$/;
const BEFORE = /^(?:endingbefore|endbefore|before|(?:before|until|max)id|beforekey)$/;

/** Whether a cursor leads to what is before, by its name. */
export const leadsBack = (name: string): boolean => /before|^until|^max/.test(squash(name));

/** Names that say by themselves that an item is meant. */
const NAMES_ITEM = /^(?:startingafter|endingbefore|.+id|.+key)$/;

/** Names that mean an item where an answer gives out nothing else to go on with. */
const MAY_NAME_ITEM = /^(?:startafter|after|endbefore|before)$/;

const SAYS_ID = /\b(?:ids?|identifiers?|uuids?|keys?)\b/i;
const SAYS_TOKEN = /\b(?:tokens?|opaque|encoded)\b/i;
const SAYS_TIME = /\b(?:dates?|times?|timestamps?|date-?times?|epoch|iso[- ]?8601|milliseconds)\b/i;
const SAYS_LESS = /\b(?:less|lower|smaller|older|earlier) than\b/i;

/** What is read of a parameter. */
type Read = Pick<Parameter, 'name' | 'schema' | 'description'>;

interface Cursor {
  readonly way: 'after' | 'before';
  /** The key of an item whatever the answer gives out. */
  readonly isSure: boolean;
}

/** How a parameter asks for what stands beside an item; nothing where it does not. */
export function keyCursor(
  { name, schema, description = schema.description ?? '' }: Read,
  { fields, key, label }: Entity,
  schemas: Schemas,
): Cursor | undefined {
  if (fields.some((field) => !field.hidden && sameName(field.name, name))) return undefined;
  const known = fields.filter((field) => key.fields.includes(field.name));
  const fitting = known.filter((field) => fitsKey(schema, field, schemas));
  if (fitting.length === 0) return undefined;
  const squashed = squash(name.replace(/^(?:page|paging|pagination)\[(\w+)\]$/, '$1'));
  // `after_message_id` of messages is `after_id`.
  const own = squash(label);
  const word = squashed.length > own.length ? squashed.replace(own, '') : squashed;
  if (!AFTER.test(word) && !BEFORE.test(word)) return undefined;
  const way = BEFORE.test(word) || SAYS_LESS.test(description) ? 'before' : 'after';
  if (NAMES_ITEM.test(word)) return { way, isSure: true };
  if (SAYS_TIME.test(description) || SAYS_TOKEN.test(description)) return undefined;
  const isSure =
    SAYS_ID.test(description) || fitting.some((field) => isSameForm(schema, field, schemas));
  return isSure || MAY_NAME_ITEM.test(word) ? { way, isSure } : undefined;
}

/** Whether what a parameter takes can be a key. */
function fitsKey(schema: Schema, { type }: Field, schemas: Schemas): boolean {
  const { enum: values, format = '' } = resolved(schema, schemas);
  if (values !== undefined || format.includes('date')) return false;
  const types = typesOf(schema, schemas).filter((name) => name !== 'null');
  const isText = types.length === 1 && types[0] === 'string';
  const isNumber = types.length === 1 && (types[0] === 'integer' || types[0] === 'number');
  const isCounted = type === 'integer' || type === 'bigint';
  return isCounted ? isText || isNumber : isText && (type === 'string' || type === 'uuid');
}

/** Whether a parameter is written as the key is, where that is no plain text or number. */
function isSameForm(schema: Schema, field: Field, schemas: Schemas): boolean {
  const [one, other] = [resolved(schema, schemas), resolved(field.schema, schemas)];
  const isForm = (one.format ?? one.pattern) !== undefined && typeof one.type === 'string';
  return (
    isForm && one.type === 'string' && one.format === other.format && one.pattern === other.pattern
  );
}

/** What an answer tells of a list, beside its items. */
export interface Answered {
  readonly headers: readonly { readonly name: string; readonly role: string }[];
  readonly body: SuccessBody;
}

/**
 * Whether an answer tells where the next page begins. Where it does not, a cursor is something else,
 * such as the key of the last item (`starting_after`), and none that this service could give out.
 */
export const tellsNext = ({ headers, body }: Answered): boolean =>
  [...headers, ...(body.kind === 'list' ? body.envelope : [])].some(({ role }) =>
    ['link', 'next-cursor', 'next-link'].includes(role),
  );

/** Whether an answer gives out something else than a key, by which the next page is asked for. */
function givesOther({ headers, body }: Answered, { type }: Field): boolean {
  const isCounted = type === 'integer' || type === 'bigint';
  return (
    headers.some(({ role }) => role === 'next-cursor') ||
    (body.kind === 'list' &&
      body.envelope.some(
        ({ role, holds }) => role === 'next-cursor' && !(isCounted && holds === 'number'),
      ))
  );
}

/** Whether a list is read in pages: what leads on from an item may otherwise be all there is. */
const isCut = (parameters: readonly Parameter[], answered: Answered): boolean =>
  parameters.some(({ role }) => role === 'limit' || role === 'offset' || role === 'page') ||
  tellsNext(answered) ||
  (answered.body.kind === 'list' && answered.body.envelope.some(({ role }) => role === 'has-more'));

/** How the items beside one are asked for, and the order in which that leads to all of them. */
export interface Sought {
  readonly seek?: Seek;
  readonly order: PageStyle['order'];
}

/** The cursors of a list that are keys of its items, and its order. */
export function whichSeek(
  parameters: readonly Parameter[],
  answered: Answered,
  entity: Entity,
  order: PageStyle['order'],
  schemas: Schemas,
): Sought {
  const field = shownKey(parameters, answered.body, entity);
  if (!field || !isCut(parameters, answered) || givesOther(answered, field)) return { order };
  const isLed = tellsNext(answered);
  const names = (way: Cursor['way']): string | undefined =>
    parameters.find((parameter) => {
      const cursor =
        parameter.role === 'cursor' && fitsKey(parameter.schema, field, schemas)
          ? keyCursor(parameter, entity, schemas)
          : undefined;
      return cursor?.way === way && (cursor.isSure || !isLed);
    })?.name;
  const [after, before] = [names('after'), names('before')];
  if (after !== undefined)
    return { seek: { field: field.name, after, ...(before !== undefined && { before }) }, order };
  if (before === undefined) return { order };
  // What can only be asked for what is before an item begins with the last.
  return { seek: { field: field.name, after: before }, order: order.map(turned) };
}

/** The part of the key that the path leaves open, where the items of a list show it. */
function shownKey(
  parameters: readonly Parameter[],
  body: SuccessBody,
  { fields, key, representations }: Entity,
): Field | undefined {
  if (body.kind !== 'list') return undefined;
  const fixed = parameters.flatMap(({ in: place, field }) => (place === 'path' ? [field] : []));
  const [name, ...others] = key.fields.filter((one) => !fixed.includes(one));
  const shown = representations.find((shape) => shape.name === body.representation)?.members ?? [];
  if (others.length > 0 || !shown.some((member) => member.field === name)) return undefined;
  return fields.find((field) => field.name === name);
}

const turned = ({ field, direction }: PageStyle['order'][number]): PageStyle['order'][number] => ({
  field,
  direction: direction === 'asc' ? 'desc' : 'asc',
});
