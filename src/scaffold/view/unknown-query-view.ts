import { isServed } from '../../model/is-served.ts';
import type { ServiceModel } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { isCallable } from './callable.ts';

/** A request with a parameter that no description has, by which tests see that requests are looked at. */
export function unknownQueryView(model: ServiceModel): { id: string; url: Code } | undefined {
  const list = model.resources
    .flatMap(({ operations }) => operations)
    .find(
      (operation) =>
        operation.kind === 'list' &&
        operation.method === 'get' &&
        /^[\w/.-]+$/.test(operation.path) &&
        isServed(operation) &&
        isCallable(operation, model),
    );
  return list && { id: list.id, url: code(stringLiteral(`${list.path}?surely-unknown=1`)) };
}
