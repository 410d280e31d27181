import type { FilePart, Operation, RequestContent, ServiceModel } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { type Code, code } from '../code.ts';
import { propertyName, stringLiteral } from '../encode.ts';
import type { SchemaTypes } from './schema-types.ts';

/** Stands for a file that a request has brought. */
export const UPLOAD: Schema = { type: 'object' };

/** A multipart form as it reaches the service: its files are uploads. */
export function withUploads(
  { schema, files = [] }: RequestContent,
  types: Pick<SchemaTypes, 'shapeOf'>,
): Schema | true {
  const shape = types.shapeOf(schema);
  if (!shape) return true;
  const byName = new Map(files.map((file) => [file.name, file]));
  const properties = [...shape.properties].map(([name, property]): [string, Schema] => {
    const file = byName.get(name);
    if (!file) return [name, property.schema];
    return [name, file.many ? { type: 'array', items: UPLOAD } : UPLOAD];
  });
  const required = [...shape.properties].filter(([, property]) => property.required);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: required.map(([name]) => name),
  };
}

/** The operations that take multipart forms, with what they take as files. */
export function uploadsView(
  model: ServiceModel,
): { operation: string; parts: Code; types: Code }[] | undefined {
  const taking = model.resources
    .flatMap(({ operations }) => operations)
    .flatMap((operation) => {
      const content = multipartOf(operation);
      return content?.files
        ? [
            {
              operation: operation.id,
              parts: partsLiteral(content.files),
              types: typesLiteral(content.files),
            },
          ]
        : [];
    });
  return taking.length > 0 ? taking : undefined;
}

const multipartOf = ({ request }: Operation): RequestContent | undefined =>
  request?.contents.find(({ files }) => files !== undefined);

/** A type that each file may be of, for tests. */
function typesLiteral(files: readonly FilePart[]): Code {
  const members = files.map(
    ({ name, mediaTypes }) => `${propertyName(name)}: ${stringLiteral(someType(mediaTypes?.[0]))}`,
  );
  return code(`{ ${members.join(', ')} }`);
}

/** A media type that is within a range of them. */
export function someType(range = 'application/octet-stream'): string {
  const [family = '*', kind = '*'] = (range.split(';')[0] ?? '').trim().toLowerCase().split('/');
  if (family === '*') return 'application/octet-stream';
  return `${family}/${kind === '*' ? (KINDS.get(family) ?? 'x-unknown') : kind}`;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['image', 'png'],
  ['audio', 'mpeg'],
  ['video', 'mp4'],
  ['font', 'woff2'],
]);

function partsLiteral(files: readonly FilePart[]): Code {
  const parts = files.map(({ name, many, mediaTypes, maximum }) => {
    const members = [
      ...(many ? ['many: true'] : []),
      ...(mediaTypes ? [`contentTypes: [${mediaTypes.map(stringLiteral).join(', ')}]`] : []),
      ...(maximum === undefined ? [] : [`maximum: ${maximum}`]),
    ];
    return `${propertyName(name)}: { ${members.join(', ')} }`;
  });
  return code(`{ ${parts.join(', ')} }`);
}
