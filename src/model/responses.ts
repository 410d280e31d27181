import type { Header } from '../spec/openapi.ts';
import { mediaExamples } from './media-examples.ts';
import { squash } from './names.ts';
import type { Capability } from './options.ts';
import type { RawOperation } from './raw-operations.ts';
import { resolved, type Schemas } from './schema-shape.ts';
import { isOfHttp, isSent } from './sent-headers.ts';
import type { OperationKind, Response, ResponseHeader } from './types.ts';
import { xmlTypes } from './xml-bodies.ts';

/** A header that the success of an operation must have, and that the service does not know. */
export function unsentHeader(
  { operation, success }: RawOperation,
  kind: OperationKind,
  schemas: Schemas,
): string | undefined {
  const headers = operation.responses?.[success.status]?.headers ?? {};
  return Object.entries(headers)
    .map(([name, header]) => headerOf(name, header, schemas))
    .find((header) => header.required && !isSent(header, kind) && !isOfHttp(header.name))?.name;
}

/** Every declared response, in the description's order. */
export function responsesOf(
  { operation }: RawOperation,
  schemas: Schemas,
  supports: readonly Capability[],
): Response[] {
  return Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const xml = supports.includes('xml') ? xmlTypes(response.content) : [];
    return {
      status,
      description: response.description ?? '',
      headers: Object.entries(response.headers ?? {}).map(([name, header]) =>
        headerOf(name, header, schemas),
      ),
      contents: Object.entries(response.content ?? {}).map(([mediaType, media]) => ({
        mediaType,
        ...(typeof media.schema === 'object' && { schema: media.schema }),
        ...(typeof media.itemSchema === 'object' && { itemSchema: media.itemSchema }),
        ...(xml.includes(mediaType) && { xml: true as const }),
        ...mediaExamples(media),
      })),
    };
  });
}

function headerOf(name: string, header: Header, schemas: Schemas): ResponseHeader {
  const schema = resolved(header.schema, schemas);
  const isNumber = [schema.type].flat().some((type) => type === 'integer' || type === 'number');
  return {
    name,
    role: roleOf(squash(name), isNumber),
    required: header.required === true,
    ...(typeof header.schema === 'object' && { schema: header.schema }),
  };
}

const NAMED: ReadonlyMap<string, ResponseHeader['role']> = new Map([
  ['location', 'location'],
  ['etag', 'etag'],
  ['link', 'link'],
  ['lastmodified', 'last-modified'],
]);

function roleOf(word: string, isNumber: boolean): ResponseHeader['role'] {
  const known = NAMED.get(word);
  if (known) return known;
  if (/total/.test(word) && isNumber && !/page/.test(word)) return 'total';
  return /(?:next|cursor)/.test(word) && !isNumber && word !== 'next' ? 'next-cursor' : 'unknown';
}
