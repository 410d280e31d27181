import type { Entity, Operation } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { urlOf } from './test-url.ts';
import { someType } from './uploads.ts';

/** A test of a file that belongs to a row: it is written, read in parts, and removed. */
export interface FileTestView {
  readonly path: string;
  readonly url: Code;
  readonly read: { readonly id: string };
  readonly write: Sent;
  readonly remove: { readonly id: string; readonly status: Code } | undefined;
  /** Every row has one from the start. */
  readonly isThere: boolean;
  /** Of what type the file is that is sent, and answered. */
  readonly contentType: string;
  readonly answeredAs: string;
}

interface Sent {
  readonly id: string;
  readonly method: string;
  readonly status: Code;
  /** The part of a form that is the file. */
  readonly part: string | undefined;
}

/** One test for each file of a row that tests can make. */
export function fileTestViews(
  { fields }: Entity,
  live: readonly Operation[],
  reaches: (operation: Operation) => boolean,
): FileTestView[] {
  const usable = live.filter(
    (operation) =>
      operation.file &&
      reaches(operation) &&
      !operation.parameters.some(({ required, in: place }) => required && place === 'query'),
  );
  const find = (path: string, what: string) =>
    usable.find((operation) => operation.path === path && operation.file?.what === what);
  return usable.flatMap((read) => {
    const write = find(read.path, 'write');
    if (read.file?.what !== 'read' || !write) return [];
    const remove = find(read.path, 'remove');
    const contentType = sentType(write);
    const field = fields.find(({ name }) => name === read.file?.field);
    return [
      {
        path: read.path,
        url: code(urlOf(read, 'params')),
        read: { id: read.id },
        write: {
          id: write.id,
          method: write.method.toUpperCase(),
          status: code(String(write.success.status)),
          part: write.file?.part,
        },
        remove: remove && { id: remove.id, status: code(String(remove.success.status)) },
        isThere: field?.required === true,
        contentType,
        answeredAs: isAnswered(read, contentType) ? contentType : BYTES,
      },
    ];
  });
}

const BYTES = 'application/octet-stream';

/** A type that the file may be of: a range of them is one of its types. */
function sentType({ request, file }: Operation): string {
  const content = request?.contents[0];
  const part = content?.files?.find(({ name }) => name === file?.part);
  const type = file?.part === undefined ? content?.mediaType : part?.mediaTypes?.[0];
  return someType(type);
}

function isAnswered({ responses, success }: Operation, type: string): boolean {
  return responses
    .filter(({ status }) => status === String(success.status))
    .flatMap(({ contents }) => contents)
    .map(({ mediaType }) => (mediaType.split(';')[0] ?? '').trim().toLowerCase())
    .some((one) => one === type || one === '*/*' || one === `${type.split('/')[0]}/*`);
}
