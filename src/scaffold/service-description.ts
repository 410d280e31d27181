import { isServed } from '../model/is-served.ts';
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
  const paths = Object.fromEntries(
    Object.entries(api.paths ?? {}).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item ?? {}).map(([method, value]: [string, unknown]) => {
          const operation = operations.get(`${method} ${path}`);
          if (!operation || typeof value !== 'object' || value === null) return [method, value];
          const { requestBody: body, ...bodiless } = value as { readonly requestBody?: object };
          const isRead = isServed(operation) && WRITES.has(operation.kind);
          return [
            method,
            {
              ...(isBodiless(method) ? bodiless : value),
              operationId: operation.id,
              ...(body && isRead && { requestBody: { ...body, required: true } }),
            },
          ];
        }),
      ),
    ]),
  );
  return { path: 'openapi.json', text: JSON.stringify({ ...api, paths }, null, 2) };
}
