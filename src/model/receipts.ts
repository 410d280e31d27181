import type { Schema } from '../spec/openapi.ts';
import { fits } from './fits.ts';
import { sameName, singular, squash } from './names.ts';
import { objectShape } from './object-shape.ts';
import { componentOf, resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import type { Entity } from './types.ts';

/** Members that only say how a request went. */
export const STATUS =
  /^(?:success|successful|ok|status|statuscode|message|msg|detail|result|code|acknowledged|error|errors)$/;

/** By which names a receipt may tell what was made. */
export interface Named {
  /** The resource's word in the path. */
  readonly word: string;
  readonly itemParameter: string | undefined;
  readonly entityName?: string;
}

/** Whether a member is called like the key of a thing: `id`, `orderId`, or the path's parameter. */
export function isKeyName(name: string, { word, itemParameter, entityName }: Named): boolean {
  if (/^(?:id|uuid)$/i.test(name)) return true;
  const owners = [singular(word), ...(entityName === undefined ? [] : [entityName])];
  return (
    (itemParameter !== undefined && sameName(name, itemParameter)) ||
    owners.some((owner) => ['id', 'uuid'].some((end) => sameName(name, `${owner} ${end}`)))
  );
}

/**
 * Whether an answer tells no more of a thing than its key, and perhaps that it is done: `{ id }`,
 * `{ orderId, message }`. What a thing of its own has is none of that.
 *
 * @param thing the schema of what is stored
 */
export function isReceipt(
  schema: Schema | undefined,
  thing: Schema | undefined,
  named: Named,
  schemas: Schemas,
): boolean {
  const component = componentOf(schema);
  if (component !== undefined && component === componentOf(thing)) return false;
  const members = [...(objectShape(schema, schemas)?.properties.keys() ?? [])];
  const own = [...(objectShape(thing, schemas)?.properties.keys() ?? [])];
  const keys = members.filter((name) => isKeyName(name, named));
  return (
    keys.length === 1 &&
    members.every(
      (name) => keys.includes(name) || (STATUS.test(squash(name)) && !own.includes(name)),
    ) &&
    own.some((name) => !isKeyName(name, named))
  );
}

/** Whether an answer only says how a request went: `{ status: success }`, whatever a thing's status is. */
export function isOutcome(
  schema: Schema | undefined,
  thing: Schema | undefined,
  schemas: Schemas,
): boolean {
  const members = [...(objectShape(schema, schemas)?.properties.keys() ?? [])];
  const own = objectShape(thing, schemas)?.properties.size ?? 0;
  return (
    members.length > 0 && members.length < own && members.every((name) => STATUS.test(squash(name)))
  );
}

/** The field that a receipt tells, where what it tells is of the field's type. */
export function keyTold(
  schema: Schema,
  { key, fields }: Entity,
  schemas: Schemas,
): string | undefined {
  const field = fields.find(({ name }) => name === key.fields.at(-1));
  return field && fits(field.schema, schema, schemas) ? field.name : undefined;
}

/** An answer that is the key itself: a number, or a text that is said to be an id. */
export function isBareKey(
  schema: Schema | boolean | undefined,
  description: string,
  { key, fields }: Entity,
  schemas: Schemas,
): boolean {
  const field = fields.find(({ name }) => name === key.fields.at(-1));
  const { schema: plain } = unwrapNull(schema, schemas);
  const { format } = plain;
  const isOfKey =
    plain.type === 'string' &&
    format !== undefined &&
    format === resolved(field?.schema, schemas).format;
  const isKey = isOfKey || isSaidToBeKey(plain, description);
  return field !== undefined && isKey && fits(field.schema, plain, schemas);
}

/** Whether a number or a text is told as what something goes by, and not as how many there are. */
export function isSaidToBeKey(
  { type, title = '', description: own = '' }: Schema,
  description: string,
): boolean {
  const words = [description, title, own].join(' ');
  if (/\b(?:number of|count|total)\b/i.test(words)) return false;
  const isSaid = /\b(?:ids?|identifiers?|uuid|guid|keys?)\b/i.test(words);
  return type === 'integer' || (type === 'string' && isSaid);
}
