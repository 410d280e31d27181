import type { Schema } from '../spec/openapi.ts';
import { resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import type { FieldType } from './types.ts';

/** The semantic type of a property's values. */
export function fieldTypeOf(schema: Schema, schemas: Schemas): FieldType {
  const { schema: plain } = unwrapNull(schema, schemas);
  const types = [plain.type].flat();
  if (types.length > 1) return 'json';
  const values = plain.enum;
  if (values && values.length > 0) {
    if (
      values.every((value) => typeof value === 'string' || value === null) &&
      (types[0] === 'string' || types[0] === undefined)
    )
      return 'enum';
  }
  if (typeof plain.const === 'string') return 'string';
  if (plain.anyOf ?? plain.oneOf) return scalarUnion(plain, schemas) ?? 'json';
  switch (types[0]) {
    case 'string':
      return textType(plain);
    case 'integer':
      return plain.format === 'int64' ? 'bigint' : 'integer';
    case 'number':
      return isDecimal(plain) ? 'decimal' : 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'json';
  }
}

/** `anyOf` of texts, such as an email or an empty text, is a text. */
function scalarUnion(schema: Schema, schemas: Schemas): FieldType | undefined {
  const variants = schema.anyOf ?? schema.oneOf ?? [];
  const types = variants.map((variant) => resolved(variant, schemas).type);
  return types.every((type) => type === 'string') ? 'string' : undefined;
}

function textType({ format, contentEncoding }: Schema): FieldType {
  if (contentEncoding === 'base64') return 'bytes';
  switch (format) {
    case 'date-time':
      return 'date-time';
    case 'date':
      return 'date';
    case 'uuid':
      return 'uuid';
    case 'byte':
      return 'bytes';
    default:
      return 'string';
  }
}

const isDecimal = ({ multipleOf, format }: Schema): boolean =>
  (multipleOf !== undefined && multipleOf < 1) || /^(?:decimal|money|currency)/.test(format ?? '');
