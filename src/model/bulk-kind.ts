import { wordsOf } from './names.ts';
import type { RawOperation } from './raw-operations.ts';
import type { Bodies, Collection } from './which-entity.ts';

/** Bodies that are lists, and paths that say so. */
export function bulkKind(
  { method, word, path }: RawOperation,
  { request, response }: Bodies,
  collection: Collection | undefined,
): { kind: 'bulk'; because: string; reason: string } | undefined {
  if (method === 'get' || method === 'head' || method === 'query') return undefined;
  const last = wordsOf(path.split('/').at(-1) ?? '');
  const isNamed = last.includes('bulk') || last.includes('batch');
  // A list of answers to a list of questions changes nothing that is stored.
  const isAsked =
    method === 'post' && collection === undefined && answersOther({ request, response });
  const isList =
    !isAsked && request?.kind === 'list' && request.path.length === 0 && method !== 'patch';
  if (!isNamed && !isList) return undefined;
  const because = isNamed ? `/${word} is for many at once` : 'its body is a list';
  return { kind: 'bulk', because, reason: 'it changes many at once' };
}

/** It is sent a list of one thing and answers a list of another. */
const answersOther = ({ request, response }: Bodies): boolean =>
  response?.kind === 'list' && response.schema.$ref !== request?.schema.$ref;
