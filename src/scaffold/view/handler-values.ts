import type { Entity, Field, Parameter } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { stringLiteral } from '../encode.ts';
import { withoutNull } from './field-type.ts';
import { objectLiteral } from './object-literal.ts';
import { isPresent, type Reader } from './route-parameters.ts';

/** A filter's value as its column compares: lists for `in`. */
export function filterValue(parameter: Parameter, entity: Entity, read: Reader): string {
  const value = read(parameter);
  if (parameter.in === 'query' && saysNoType(parameter.schema)) {
    const known = { ...parameter, schema: { type: 'string' }, required: true } as const;
    const text = filterValue(known, entity, () => `String(${value})`);
    return parameter.required ? text : `${value} === undefined ? undefined : ${text}`;
  }
  const field = entity.fields.find(({ name }) => name === parameter.field);
  const textual = withoutNull(parameter.schema).type === 'string';
  if (parameter.values) return storedValue(parameter, parameter.values, read);
  if (field && parameter.in === 'path') return typedValue(parameter, field, read);
  // What is said to be of no type may be a text that is a number by its looks.
  if (parameter.role === 'search' && !textual)
    return `${missing(parameter, value)} ? undefined : String(${value})`;
  if (parameter.operator === 'in' && textual) return `${value}?.split(',')`;
  if (
    field &&
    ['integer', 'number', 'decimal', 'bigint'].includes(field.type) &&
    textual &&
    parameter.operator !== 'in'
  ) {
    return parameter.required
      ? `Number(${value})`
      : `${missing(parameter, value)} ? undefined : Number(${value})`;
  }
  const { enum: listed = [] } = parameter.schema;
  const isWord = listed.length > 0 && listed.every((one) => typeof one === 'string');
  if (field?.type === 'boolean' && (textual || isWord) && parameter.operator !== 'in')
    return parameter.required
      ? `${value} === 'true'`
      : `${missing(parameter, value)} ? undefined : ${value} === 'true'`;
  return isNullable(parameter.schema) ? `${value} ?? undefined` : value;
}

/** Whether a value arrives as it is written, since nothing says what it is. */
const saysNoType = ({
  type,
  enum: values,
  const: value,
  anyOf,
  oneOf,
  allOf,
  $ref,
}: Schema): boolean =>
  [type, values, value, anyOf, oneOf, allOf, $ref].every((said) => said === undefined);

/** A filter whose parameter spells the field's values otherwise, in the field's own spelling. */
function storedValue(
  parameter: Parameter,
  values: NonNullable<Parameter['values']>,
  read: Reader,
): string {
  const value = read(parameter);
  const members = values.map(({ value: sent, stored }) => ({
    path: [sent],
    expression: stringLiteral(stored),
  }));
  const stored = (sent: string): string => `(${objectLiteral(members)} as const)[${sent}]`;
  const isMaybe = !isPresent(parameter) || isNullable(parameter.schema);
  if (isList(parameter.schema))
    return `${value}${isMaybe ? '?' : ''}.map((sent) => ${stored('sent')})`;
  const one = parameter.operator === 'in' ? `[${stored(value)}]` : stored(value);
  return isMaybe ? `${value} ? ${one} : undefined` : one;
}

const isList = ({ type }: Schema): boolean => [type].flat().includes('array');

/** An empty text arrives as null where null is accepted: it narrows nothing. */
export const isNullable = ({ type, anyOf = [], oneOf = [] }: Schema): boolean =>
  [type].flat().includes('null') ||
  [...anyOf, ...oneOf].some((variant) => typeof variant === 'object' && variant.type === 'null');

/** The test for a parameter that asks for nothing. */
const missing = ({ schema }: Parameter, value: string): string =>
  isNullable(schema) ? `${value} === undefined || ${value} === null` : `${value} === undefined`;

/** A path parameter in the type of its column: a description may call a number a text. */
export function typedValue(parameter: Parameter, field: Field, read: Reader): string {
  const value = read(parameter);
  const isNumeric = ['integer', 'bigint', 'number', 'decimal'].includes(field.type);
  const arrivesAs = [parameter.schema.type].flat()[0];
  if (isNumeric && arrivesAs !== 'integer' && arrivesAs !== 'number') return `Number(${value})`;
  const isUnion = (parameter.schema.anyOf ?? parameter.schema.oneOf) !== undefined;
  return !isNumeric && (isUnion || (arrivesAs !== undefined && arrivesAs !== 'string'))
    ? `String(${value})`
    : value;
}
