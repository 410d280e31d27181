import type { Entity, EnvelopeMember, Field, Operation } from '../../model/types.ts';
import { isNumeric, member } from './field-type.ts';
import type { HandlerScope } from './handler-scope.ts';
import { type EntityNames, presenterName } from './names.ts';
import { objectLiteral } from './object-literal.ts';

/** The expression of what an operation answers, of the row in a variable. */
export function entityBody(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
  variable: string,
): string {
  const { body } = operation.success;
  if (body.kind !== 'entity') return variable;
  if (body.representation === '') return receiptBody(body.envelope, variable, names.entity);
  const present = presenterName(names, body.representation);
  if (present !== undefined) scope.imports.add(names.file, present);
  const shown = present === undefined ? variable : `${present}(${variable})`;
  if (body.path.length === 0 && body.envelope.length === 0) return shown;
  const constants = body.envelope.flatMap(({ path, role, value }) =>
    role === 'constant' ? [{ path, expression: JSON.stringify(value ?? null) }] : [],
  );
  return objectLiteral(
    body.path.length === 0 ? constants : [{ path: body.path, expression: shown }, ...constants],
  );
}

/** What an answer tells of a write that shows no more than its key, and that it is done. */
function receiptBody(
  envelope: readonly EnvelopeMember[],
  variable: string,
  { fields }: Entity,
): string {
  const members = envelope.map(({ path, role, field = '', value }) => ({
    path,
    expression: role === 'key' ? member(variable, field) : JSON.stringify(value ?? null),
  }));
  const whole = envelope.find(({ path }) => path.length === 0);
  if (!whole) return objectLiteral(members);
  const value = member(variable, whole.field ?? '');
  return isText(whole, fields) ? `JSON.stringify(${value})` : value;
}

const isText = ({ field: name }: EnvelopeMember, fields: readonly Field[]): boolean =>
  fields.some((field) => field.name === name && !isNumeric(field.type));

/** The media type of an answer that is one text, which frameworks send as it is unless they are told. */
export function textType({ success }: Operation, { fields }: Entity): string | undefined {
  const { body, mediaType } = success;
  const whole =
    body.kind === 'entity' ? body.envelope.find(({ path }) => path.length === 0) : undefined;
  return whole && isText(whole, fields) ? mediaType : undefined;
}
