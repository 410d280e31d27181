import type { RequestContent } from '../../model/types.ts';
import { stringLiteral } from '../encode.ts';
import { member, optionalMember } from './field-type.ts';
import type { Imports } from './imports.ts';
import { FILES } from './values.ts';

/** The expression of what a body brings of an entity; nothing can be done with a body without it. */
export function sentBody(
  { path, isPathOptional }: Pick<RequestContent, 'path' | 'isPathOptional'>,
  body: string,
  imports: Imports,
): string {
  if (!isPathOptional) return path.reduce(member, body);
  imports.add(FILES.problem, 'present');
  const [first = '', ...rest] = path;
  const read = rest.reduce(optionalMember, member(body, first));
  return `present(${read}, ${stringLiteral(path.join('.'))})`;
}

/** The type of a body with what an entity is wrapped in. */
export const wholeBodyType = (
  { path, isPathOptional }: Pick<RequestContent, 'path' | 'isPathOptional'>,
  type: string,
): string =>
  path.reduceRight(
    (inner, name) => `{ ${JSON.stringify(name)}${isPathOptional ? '?' : ''}: ${inner} }`,
    type,
  );
