import type { MediaType, Schema } from '../spec/openapi.ts';
import { objectShape } from './object-shape.ts';
import { type Schemas, unwrapNull } from './schema-shape.ts';
import type { FilePart } from './types.ts';

export const isMultipart = (mediaType: string): boolean =>
  /^multipart\/form-data\b/i.test(mediaType);

/** The members of a multipart form that are files, and not values. */
export function filePartsOf({ schema, encoding }: MediaType, schemas: Schemas): FilePart[] {
  return [...(objectShape(schema, schemas)?.properties ?? [])].flatMap(([name, property]) => {
    const { schema: plain } = unwrapNull(property.schema, schemas);
    const isMany = [plain.type].flat().includes('array');
    const one = isMany ? unwrapNull(plain.items, schemas).schema : plain;
    const mediaTypes = mediaTypesOf(encoding?.[name], one);
    if (!isFile(one, mediaTypes)) return [];
    return [
      {
        name,
        many: isMany,
        ...(mediaTypes.length > 0 && { mediaTypes }),
        ...(one.maxLength !== undefined && { maximum: one.maxLength }),
      },
    ];
  });
}

/** What `contentType` of an encoding says (OpenAPI 3.1, section 4.8.15), else `contentMediaType`. */
function mediaTypesOf(encoding: unknown, { contentMediaType }: Schema): string[] {
  const { contentType } = (encoding ?? {}) as { readonly contentType?: unknown };
  const said = typeof contentType === 'string' ? contentType : (contentMediaType ?? '');
  return said
    .split(',')
    .map((type) => (type.split(';')[0] ?? '').trim().toLowerCase())
    .filter((type) => /^[\w.+*-]+\/[\w.+*-]+$/.test(type) && type !== ANY && type !== BYTES);
}

const ANY = '*/*';
/** What a client says that does not know better, so that it says nothing. */
const BYTES = 'application/octet-stream';

/** Media types of values, which a form brings as text. */
const VALUES = /^(?:text\/plain|application\/(?:[\w.+-]+\+)?json)$/;

/**
 * Bytes as they are: `format: binary` until OpenAPI 3.0, a media type and no encoding into text, or
 * nothing at all, from 3.1 on.
 */
function isFile(schema: Schema, mediaTypes: readonly string[]): boolean {
  const { type, format, contentEncoding, contentMediaType } = schema;
  if (contentEncoding !== undefined) return false;
  if (type !== undefined && !(type === 'string' || [type].flat().includes('string'))) return false;
  if (format === 'binary') return true;
  if (schema.enum !== undefined || schema.const !== undefined || format !== undefined) return false;
  if (mediaTypes.some((one) => VALUES.test(one))) return false;
  return mediaTypes.length > 0 || contentMediaType !== undefined;
}

/** Schemas that stand for files, which a description cannot write. */
const files = new WeakMap<Schema, 'one' | 'many'>();

/** Whether a schema stands for a file, or for a list of them. */
export const fileOf = (schema: Schema | undefined): 'one' | 'many' | undefined =>
  schema && files.get(schema);

/** The schema of a form, in which the members that are files stand apart from texts. */
export function formSchema(media: MediaType, schemas: Schemas): Schema | boolean | undefined {
  const parts = filePartsOf(media, schemas);
  const shape = objectShape(media.schema, schemas);
  if (parts.length === 0 || !shape) return media.schema;
  const members = [...shape.properties];
  return {
    type: 'object',
    required: members.flatMap(([name, { required }]) => (required ? [name] : [])),
    properties: Object.fromEntries(
      members.map(([name, { schema }]) => {
        const part = parts.find((one) => one.name === name);
        return [name, part ? fileSchema(schema, part, schemas) : schema];
      }),
    ),
  };
}

function fileSchema(schema: Schema, { many }: FilePart, schemas: Schemas): Schema {
  const { description, minItems, maxItems } = unwrapNull(schema, schemas).schema;
  const one: Schema = { type: 'string', format: 'binary' };
  const made: Schema = {
    ...(many ? { type: 'array', items: one } : one),
    ...(description !== undefined && { description }),
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
  };
  files.set(made, many ? 'many' : 'one');
  return made;
}
