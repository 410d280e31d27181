import { isServed } from '../model/is-served.ts';
import { isReceived } from '../model/methods.ts';
import type { OperationKind, ServiceModel } from '../model/types.ts';
import { isBodiless, type OpenApi } from '../spec/openapi.ts';
import type { SourceFile } from './source-file.ts';

/** Kinds that store what their body brings. */
const WRITES: ReadonlySet<OperationKind> = new Set(['create', 'replace', 'update', 'upsert']);

/**
 * The description that the service carries: the normalised one, with the operation ids that the
 * code goes by, with bodies required where a live operation cannot do without one, and without
 * those that mean nothing to HTTP.
 */
export function serviceDescription(model: ServiceModel, api: OpenApi): SourceFile {
  const operations = new Map(
    model.resources
      .flatMap((resource) => resource.operations)
      .map((operation) => [`${operation.method} ${operation.path}`, operation]),
  );
  const served = (path: string, method: string, value: object) => {
    const operation = operations.get(`${method} ${path}`);
    if (!operation) return value;
    const { requestBody: body, ...bodiless } = value as { readonly requestBody?: object };
    const isRead = isServed(operation) && WRITES.has(operation.kind);
    return {
      ...(isBodiless(method) ? bodiless : value),
      operationId: operation.id,
      ...(body && isRead && { requestBody: { ...body, required: true } }),
    };
  };
  const paths = Object.fromEntries(
    Object.entries(api.paths ?? {}).map(([path, { additionalOperations, ...item }]) => [
      path,
      {
        ...mapMembers(item, (method, value) =>
          typeof value === 'object' && value !== null ? served(path, method, value) : value,
        ),
        ...(additionalOperations && {
          additionalOperations: mapMembers(
            Object.fromEntries(
              Object.entries(additionalOperations).filter(([method]) => isReceived(method)),
            ),
            (method, value) => served(path, method, value),
          ),
        }),
      },
    ]),
  );
  return { path: 'openapi.json', text: JSON.stringify({ ...api, paths }, null, 2) };
}

const mapMembers = <Value>(
  members: Readonly<Record<string, Value>>,
  change: (name: string, value: Value) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, change(name, value)]));
