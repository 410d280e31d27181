import { componentOf, type Schemas } from '../../model/schema-shape.ts';
import type { Operation } from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { isForm } from './forms.ts';

/** Whether anything that arrives as text, a parameter or a form, must be one of several things. */
export function hasTextAlternatives(operations: readonly Operation[], schemas: Schemas): boolean {
  const seen = new Set<unknown>();
  const asksOneOf = (node: unknown): boolean => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return false;
    seen.add(node);
    const name = componentOf(node as Schema);
    return (
      Object.hasOwn(node, 'oneOf') ||
      (name !== undefined && asksOneOf(schemas[name])) ||
      Object.values(node).some(asksOneOf)
    );
  };
  return operations.some(
    ({ parameters, request }) =>
      parameters.some(({ schema }) => asksOneOf(schema)) ||
      request?.contents.some((content) => isForm(content) && asksOneOf(content.schema)) === true,
  );
}
