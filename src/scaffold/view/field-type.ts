import type { Entity, Field } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import type { Imports } from './imports.ts';
import type { SchemaTypes } from './schema-types.ts';

/** How a field's values look in TypeScript, without `null`. */
export function fieldType(
  field: Field,
  types: SchemaTypes,
  file: string,
  imports: Imports,
): string {
  if (field.file) {
    imports.addType('src/blobs.ts', 'StoredFile');
    return field.file === 'many' ? 'StoredFile[]' : 'StoredFile';
  }
  switch (field.type) {
    case 'integer':
    case 'number':
    case 'decimal':
      return 'number';
    case 'bigint':
      return isIdentity(field) ? 'number' : 'number | bigint';
    case 'boolean':
      return 'boolean';
    case 'enum':
    case 'json':
      return types.textFor(withoutNull(field.schema), file, imports);
    default:
      return 'string';
  }
}

/** Keys and references count from 1, and stay far below 2^53. */
const isIdentity = (field: Field): boolean =>
  field.reference !== undefined || field.generation?.by === 'sequence';

/** Whether the field needs bigints to keep its values. */
export const isBig = (field: Field): boolean => field.type === 'bigint' && !isIdentity(field);

/** The schema of a value that is not null. */
export function withoutNull(schema: Schema): Schema {
  const { type, enum: values, anyOf, oneOf } = schema;
  return {
    ...schema,
    ...(Array.isArray(type) && {
      type:
        type.length === 2 && type.includes('null')
          ? type.find((name) => name !== 'null')
          : type.filter((name) => name !== 'null'),
    }),
    ...(values && { enum: values.filter((value) => value !== null) }),
    ...(anyOf && { anyOf: anyOf.filter(isNotNull) }),
    ...(oneOf && { oneOf: oneOf.filter(isNotNull) }),
  } as Schema;
}

const isNotNull = (schema: Schema | boolean): boolean =>
  typeof schema === 'boolean' || schema.type !== 'null';

/** Whether a stored entity may lack the field: neither required nor told as null. */
export const isOptional = (field: Field): boolean => !field.required && !field.nullable;

/** Whether the column is NOT NULL. */
export const isFilled = (field: Field): boolean => field.required && !field.nullable;

/** Fields that are computed from others and have no column. */
export const isDerived = (field: Field): boolean => field.generation?.by === 'template';

/** Whether values of a type are numbers, also those that a column keeps as text. */
export const isNumeric = (type: Field['type']): boolean =>
  ['integer', 'bigint', 'number', 'decimal'].includes(type);

/** Fields that live in a join table. */
export const isLink = (field: Field): boolean => field.reference?.many === true;

export const hasColumn = (field: Field): boolean => !isDerived(field) && !isLink(field);

/** Times that the service writes are all UTC in one form, so that their texts compare. */
export const isOwnTime = (field: Field): boolean =>
  field.generation?.by === 'created-at' || field.generation?.by === 'updated-at';

/** Whether the database numbers the rows. */
export const isCounted = (entity: Entity): boolean =>
  entity.fields.some(({ generation }) => generation?.by === 'sequence');

/** Member access that is safe for every property name. */
export const member = (object: string, name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;

/** The same of an object that may be missing. */
export const optionalMember = (object: string, name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}?.${name}` : `${object}?.[${JSON.stringify(name)}]`;
