import { isServed } from '../model/is-served.ts';
import type { ServiceModel } from '../model/types.ts';
import type { OpenApi } from '../spec/openapi.ts';
import type { SourceFile } from './source-file.ts';

/**
 * The description that the service carries: the normalised one, with the operation ids that the
 * code goes by, and with bodies required where a live operation cannot do without one.
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
          const body =
            'requestBody' in value && typeof value.requestBody === 'object'
              ? value.requestBody
              : undefined;
          return [
            method,
            {
              ...value,
              operationId: operation.id,
              ...(body && isServed(operation) && { requestBody: { ...body, required: true } }),
            },
          ];
        }),
      ),
    ]),
  );
  return { path: 'openapi.json', text: JSON.stringify({ ...api, paths }, null, 2) };
}
