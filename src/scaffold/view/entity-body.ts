import type { Entity, EnvelopeMember, Field, Operation } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { isNumeric, member } from './field-type.ts';
import type { HandlerScope } from './handler-scope.ts';
import { answersEtag, locatedBy } from './lookup.ts';
import { type EntityNames, presenterName } from './names.ts';
import { objectLiteral } from './object-literal.ts';
import { FILES } from './values.ts';

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

/**
 * What an entity tag is the version of: what `get` shows of the row in a variable, whatever an answer
 * says itself; the row as it is stored where nothing shows it. In answers to writes, too, it is the
 * tag of the new representation (RFC 9110, section 8.8).
 */
export function versionBody(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
  variable: string,
): string {
  const { operations } = scope.liveOf(names.entity.name);
  const gets = operations.filter(({ kind }) => kind === 'get');
  const get =
    gets.find(({ path }) => path === operation.path) ?? locatedBy(operation, gets) ?? gets[0];
  return get ? entityBody(scope, get, names, variable) : variable;
}

/** The entity tag that an answer tells. */
export interface EtagView {
  /** What it is the version of. */
  readonly of: Code;
  /** Whether that is the answer's own body. */
  readonly isOfBody: boolean;
  /** Whether the body is worked out once, as `shown`, for the tag and for the answer. */
  readonly isNamed: boolean;
}

/** The tag that an answer tells of the row in a variable, if it tells one. */
export function etagOf(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
  variable: string,
): EtagView | undefined {
  if (!answersEtag(operation)) return undefined;
  scope.imports.add(FILES.conditional, 'withEtag');
  const of = versionBody(scope, operation, names, variable);
  const isOfBody =
    operation.success.body.kind !== 'none' && of === entityBody(scope, operation, names, variable);
  return { of: code(of), isOfBody, isNamed: isOfBody && of !== variable };
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
