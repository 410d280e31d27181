import type { Operation, ServiceModel } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { pathShape } from '../../spec/path-shape.ts';
import { arrives, sampleUrl } from './test-url.ts';

/** A request for a path that the service has, with a method that the path has not. */
export interface RefusedMethodView {
  readonly method: string;
  readonly url: Code;
  /** The path as described. */
  readonly route: string;
}

/** The first path to which there is a method left that it does not take. */
export function refusedMethodView(model: ServiceModel): RefusedMethodView | undefined {
  const own = model.resources.flatMap(({ operations }) => operations);
  for (const operation of own.filter(arrives)) {
    const found = unusedMethod(operation, model);
    if (found) return found;
  }
  return undefined;
}

/** A method that the path of an operation does not take. */
export function unusedMethod(
  operation: Operation,
  model: ServiceModel,
): RefusedMethodView | undefined {
  const used = methodsOf(model).get(pathShape(operation.path));
  const free = ['patch', 'put', 'delete', 'post'].find((method) => used?.has(method) !== true);
  if (free === undefined) return undefined;
  return {
    method: free.toUpperCase(),
    url: code(sampleUrl(operation, model)),
    route: operation.path,
  };
}

/** Methods by the shape of their paths, for each model. */
const methods = new WeakMap<ServiceModel, ReadonlyMap<string, ReadonlySet<string>>>();

function methodsOf(model: ServiceModel): ReadonlyMap<string, ReadonlySet<string>> {
  const known = methods.get(model);
  if (known) return known;
  const found = new Map<string, Set<string>>();
  for (const { path, method } of model.resources.flatMap(({ operations }) => operations)) {
    const shape = pathShape(path);
    found.set(shape, (found.get(shape) ?? new Set()).add(method));
  }
  methods.set(model, found);
  return found;
}
