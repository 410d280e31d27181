import type { ServiceModel } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { sampleUrl } from './test-url.ts';

/** A request for a path that the service has, with a method that the path has not. */
export interface RefusedMethodView {
  readonly method: string;
  readonly url: Code;
}

const METHODS = ['PATCH', 'DELETE', 'PUT', 'POST', 'GET'];

/** The first path to which there is a method left that it does not take. */
export function refusedMethodView(model: ServiceModel): RefusedMethodView | undefined {
  const operations = model.resources.flatMap((resource) => resource.operations);
  for (const operation of operations) {
    const shape = shapeOf(operation.path);
    const taken = operations.filter(({ path }) => shapeOf(path) === shape);
    const method = METHODS.find(
      (name) => !taken.some((other) => other.method.toUpperCase() === name),
    );
    if (method !== undefined) return { method, url: code(sampleUrl(operation, model)) };
  }
  return undefined;
}

/** A path whose parameters may be called anything. */
const shapeOf = (path: string): string => path.replace(/\{[^}]*\}/g, '{}').replace(/\/$/, '');
