import type { Schema } from '../spec/openapi.ts';
import { filePartsOf, isMultipart } from './file-parts.ts';
import type { Home } from './home.ts';
import { mediaExamples } from './media-examples.ts';
import { objectShape } from './object-shape.ts';
import type { Capability } from './options.ts';
import type { RawOperation } from './raw-operations.ts';
import { itemsOf, type Schemas } from './schema-shape.ts';
import type { RequestBody, RequestContent } from './types.ts';
import type { Bodies } from './which-entity.ts';
import { xmlTypes } from './xml-bodies.ts';

/** The declared bodies of a request, the one that a live operation reads first. */
export function requestBodyOf(
  raw: RawOperation,
  home: Home | undefined,
  bodies: Bodies,
  schemas: Schemas,
  supports: readonly Capability[],
  patched?: string,
): RequestBody | undefined {
  const declared = raw.operation.requestBody;
  if (!declared) return undefined;
  const use = home?.draft.uses.find(
    ({ operation, usage }) => operation === raw && usage !== 'response',
  );
  const representation = use && home?.shaped.nameOf(use);
  const xml = supports.includes('xml') ? xmlTypes(declared.content) : [];
  const contents = Object.entries(declared.content).map(([mediaType, media]): RequestContent => {
    const { schema } = media;
    const isRead = raw.request?.mediaType === mediaType;
    const patch = patchFormat(mediaType, schema, schemas);
    const path = isRead && raw.method !== 'query' ? (bodies.request?.path ?? []) : [];
    return {
      mediaType,
      ...(typeof schema === 'object' && { schema }),
      ...(isRead && representation !== undefined && { representation }),
      ...(patch === 'json-patch' && patched !== undefined && { representation: patched }),
      path,
      ...(mayLack(schema, path, schemas) && { isPathOptional: true as const }),
      ...(isMultipart(mediaType) && { files: filePartsOf(media, schemas) }),
      ...(xml.includes(mediaType) && { xml: true as const }),
      ...(patch && { patch }),
      ...mediaExamples(media),
    };
  });
  const isRead = ({ mediaType }: RequestContent) => mediaType === raw.request?.mediaType;
  return {
    required: declared.required === true,
    contents: [...contents.filter(isRead), ...contents.filter((content) => !isRead(content))],
  };
}

/** Whether a body may leave out a member on the way to what it brings. */
function mayLack(
  schema: Schema | boolean | undefined,
  [name, ...rest]: readonly string[],
  schemas: Schemas,
): boolean {
  if (name === undefined) return false;
  const member = objectShape(schema, schemas)?.properties.get(name);
  return member?.required !== true || mayLack(member.schema, rest, schemas);
}

/** Whether a body says what to change as RFC 6902 does. */
export const isJsonPatch = (
  mediaType: string,
  schema: Schema | boolean | undefined,
  schemas: Schemas,
): boolean => patchFormat(mediaType, schema, schemas) === 'json-patch';

/** Formats that say what to change, by their media type, or by members that no entity has. */
function patchFormat(
  mediaType: string,
  schema: Schema | boolean | undefined,
  schemas: Schemas,
): RequestContent['patch'] {
  if (/^application\/merge-patch\+json\b/i.test(mediaType)) return 'merge-patch';
  if (/^application\/json-patch\+json\b/i.test(mediaType)) return 'json-patch';
  const members = objectShape(itemsOf(schema, schemas), schemas)?.properties;
  return members?.has('op') && members.has('path') ? 'json-patch' : undefined;
}
