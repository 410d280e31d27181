import type { Operation, RequestContent } from '../../model/types.ts';
import { isSameSchema } from '../../model/xml-bodies.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { isForm } from './forms.ts';
import { isJson } from './hole-input.ts';
import { jsonPatchOf } from './lookup.ts';

/**
 * The media types that a live operation reads its body from, where not all that are described are
 * among them: the one that it is made for, and others of the same schema. The rest is answered 415.
 */
export function servedTypes(operation: Operation): Code | undefined {
  const { request, file } = operation;
  const [first, ...others] = request?.contents ?? [];
  const patch = jsonPatchOf(operation);
  const isServed = (other: RequestContent) =>
    other === patch || (first !== undefined && isSame(first, other));
  if (!first || file || others.every(isServed)) return undefined;
  const served = [first, ...others.filter(isServed)];
  return code(`[${served.map(({ mediaType }) => stringLiteral(mediaType)).join(', ')}]`);
}

function isSame(first: RequestContent, other: RequestContent): boolean {
  const isRead = isJson(other.mediaType) || other.xml || isForm(other) || other.files?.length === 0;
  return (
    isRead === true &&
    other.patch === first.patch &&
    (first.files ?? []).length === 0 &&
    isSameSchema(other.schema, first.schema)
  );
}
