import type { MediaType } from '../spec/openapi.ts';
import type { Draft } from './draft.ts';
import { filePartsOf, isMultipart } from './file-parts.ts';
import { identifier, sameName, singular, sqlName } from './names.ts';
import { objectShape } from './object-shape.ts';
import type { RawOperation } from './raw-operations.ts';
import { type Schemas, unwrapNull } from './schema-shape.ts';
import type { Field, FileAccess } from './types.ts';

/** An operation on a file that belongs to a row. */
export interface FileDocument {
  /** The operation as one on the row itself. */
  readonly item: RawOperation;
  readonly access: FileAccess;
  readonly because: string;
}

/** Drafts with the files of their rows, and the operations on those files. */
export interface WithFiles {
  readonly drafts: readonly Draft[];
  readonly documents: ReadonlyMap<RawOperation, FileDocument>;
}

/**
 * Finds the files that lie under rows: `/users/{id}/avatar`, where what one operation brings as
 * bytes another one answers as bytes. Where only one of both is described, nothing is concluded.
 */
export function withFileDocuments(
  drafts: readonly Draft[],
  raw: readonly RawOperation[],
  schemas: Schemas,
): WithFiles {
  const documents = new Map<RawOperation, FileDocument>();
  const byPath = Map.groupBy(raw, ({ path }) => path);
  const found = drafts.map((draft) => {
    const fields = [...draft.fields];
    for (const collection of draft.collections) {
      if (collection.itemParameter === undefined) continue;
      const item = `${collection.path}/{${collection.itemParameter}}/`;
      for (const [path, operations] of byPath) {
        const word = path.startsWith(item) ? path.slice(item.length) : '';
        if (!/^[\w.-]+$/.test(word)) continue;
        const place = { collection: collection.path, itemParameter: collection.itemParameter };
        addDocument({ ...place, word, operations, fields }, schemas, documents);
      }
    }
    return fields.length === draft.fields.length ? draft : { ...draft, fields };
  });
  return { drafts: found, documents };
}

interface Place {
  readonly collection: string;
  readonly itemParameter: string;
  readonly word: string;
  readonly operations: readonly RawOperation[];
  readonly fields: Field[];
}

function addDocument(
  { collection, itemParameter, word, operations, fields }: Place,
  schemas: Schemas,
  documents: Map<RawOperation, FileDocument>,
): void {
  const read = operations.find((one) => one.method === 'get' && answersBytes(one));
  const writes = operations.flatMap((one) => {
    const upload = broughtFile(one, schemas);
    return upload ? [{ one, upload }] : [];
  });
  if (!read || writes.some(({ upload }) => documentsDiffer(read, upload.types))) return;
  const known = brought(fields, word);
  if (writes.length === 0 && !known) return;
  const field = known ?? hiddenFile(fields, word);
  if (!known) fields.push(field);
  const add = (one: RawOperation, access: Omit<FileAccess, 'field'>, because: string) =>
    documents.set(one, {
      item: { ...one, collection, itemParameter },
      access: { field: field.name, ...access },
      because,
    });
  add(read, { what: 'read' }, `it answers the bytes that ${known ? 'a form' : word} brings`);
  for (const { one, upload } of writes) {
    const { part, maximum } = upload;
    const more = { ...(part !== undefined && { part }), ...(maximum !== undefined && { maximum }) };
    add(one, { what: 'write', ...more }, `it brings the bytes that GET answers`);
  }
  const removal = operations.find(({ method }) => method === 'delete');
  if (removal && !field.required && !removal.operation.requestBody)
    add(removal, { what: 'remove' }, 'it removes the bytes that GET answers');
}

/** The file that a form brings, which goes by the word of the path or is the only one. */
function brought(fields: readonly Field[], word: string): Field | undefined {
  const files = fields.filter(({ file, hidden }) => file === 'one' && !hidden);
  const named = files.find(({ name }) => sameName(singular(name), singular(word)));
  const isAny = /^(?:content|contents|file|data|raw|download|bytes)$/i.test(word);
  return named ?? (isAny && files.length === 1 ? files[0] : undefined);
}

function hiddenFile(fields: readonly Field[], word: string): Field {
  const wanted = `${identifier(word, 'own')}File`;
  let name = wanted;
  const isTaken = (one: string) =>
    fields.some((field) => field.identifier === one || field.column === sqlName(one));
  for (let count = 2; isTaken(name); count++) name = `${wanted}${count}`;
  return {
    name,
    identifier: name,
    column: sqlName(name),
    type: 'json',
    file: 'one',
    schema: { type: 'object' },
    mergeable: false,
    unshown: [],
    description: `The file at /${word}.`,
    required: false,
    nullable: false,
    readOnly: true,
    writeOnly: true,
    hidden: true,
    evidence: [
      {
        choice: `"${name}" is a file`,
        because: `/${word} is read and written as bytes`,
        confidence: 'certain',
      },
    ],
  };
}

/** Text and JSON are things that a service answers; all else are bytes that it was given. */
export const isBytes = (mediaType: string): boolean =>
  /^(?:image|audio|video|font|model)\/|^application\/(?:octet-stream|pdf|zip|gzip|x-tar|epub\+zip)\b|^\*\/\*/i.test(
    mediaType,
  );

function typesOf(content: Readonly<Record<string, MediaType>> | undefined): string[] {
  return Object.keys(content ?? {}).map((type) => (type.split(';')[0] ?? '').trim().toLowerCase());
}

/** The media types of an operation's only success with a body. */
const answered = ({ operation, success }: RawOperation): string[] =>
  typesOf(operation.responses?.[success.status]?.content);

function answersBytes(raw: RawOperation): boolean {
  const types = answered(raw);
  return raw.success.status === 200 && types.length > 0 && types.every(isBytes);
}

interface Upload {
  readonly types: readonly string[];
  readonly part?: string;
  readonly maximum?: number;
}

/** The one file that a request is made of, as its body or as the only part of a form. */
function broughtFile({ method, operation }: RawOperation, schemas: Schemas): Upload | undefined {
  if (method !== 'put' && method !== 'post') return undefined;
  const content = operation.requestBody?.content;
  const types = typesOf(content);
  const [entry, ...others] = Object.entries(content ?? {});
  if (!entry) return undefined;
  const [mediaType, media] = entry;
  if (!isMultipart(mediaType)) {
    const lengths = Object.values(content ?? {}).flatMap(
      ({ schema }) => unwrapNull(schema, schemas).schema.maxLength ?? [],
    );
    const [maximum] = lengths;
    if (!types.every(isBytes)) return undefined;
    return { types, ...(maximum !== undefined && { maximum }) };
  }
  const [file, second] = filePartsOf(media, schemas);
  const members = objectShape(media.schema, schemas)?.properties.size;
  if (others.length > 0 || !file || second || file.many || members !== 1) return undefined;
  return { types: file.mediaTypes ?? [], part: file.name };
}

/** Whether something may be brought that is not of the types that are answered. */
function documentsDiffer(read: RawOperation, types: readonly string[]): boolean {
  const shown = answered(read);
  if (shown.some((type) => type === 'application/octet-stream' || type === '*/*')) return false;
  const isShown = (type: string) =>
    shown.some((one) => one === type || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))));
  return types.length === 0 || !types.every(isShown);
}
