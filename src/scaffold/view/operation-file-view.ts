import { fileName, Namespace } from '../../model/names.ts';
import type { Operation, Resource, ServiceModel } from '../../model/types.ts';

/** What a template with `[operation]` in its path needs, where its output goes as names of files. */
export interface OperationFile {
  /** Stands for `[operation]`: safe on every file system, and distinct in the service. */
  readonly file: string;
  /** Stands for `[resource]` beside it. */
  readonly folder: string;
  readonly view: ReturnType<typeof operationFileView>;
}

/** Every operation of a service, in its order, with a name for files. */
export function operationFiles(model: ServiceModel): OperationFile[] {
  const files = new Namespace();
  return model.resources.flatMap((resource) =>
    resource.operations.map((operation) => ({
      file: files.take(fileName(operation.id, 'operation')),
      folder: resource.folder,
      view: operationFileView(operation, resource),
    })),
  );
}

/** What a template sees of the operation that it is filled for. */
export function operationFileView(operation: Operation, resource: Resource) {
  const { request, responses, parameters } = operation;
  return {
    operation: {
      /** camelCase, distinct in the service. */
      id: operation.id,
      /** In capitals: `GET`. */
      method: operation.method.toUpperCase(),
      /** As described, with `{parameter}` in it. */
      path: operation.path,
      kind: operation.kind,
      /** It waits for business logic, and answers 501 until then. */
      isHole: operation.status === 'hole',
      /** Of a hole: why it is one. */
      reason: operation.reason,
      summary: operation.summary,
      description: operation.description,
      isDeprecated: operation.deprecated,
      tags: operation.tags,
      /** The description protects it. */
      isSecured: operation.security.length > 0,
      /** The folder of its resource. */
      resource: resource.folder,
      /** The name of the entity that it is about. */
      entity: operation.entity,
      rules: operation.rules.map(({ rule }) => rule),
      parameters: parameters.map(({ name, in: place, identifier, required, description }) => ({
        name,
        place,
        identifier,
        isRequired: required,
        description,
      })),
      request: request && {
        isRequired: request.required,
        mediaTypes: request.contents.map(({ mediaType }) => mediaType),
      },
      responses: responses.map(({ status, description, contents }) => ({
        /** `200`, `4XX`, `default`. */
        status,
        description,
        mediaTypes: contents.map(({ mediaType }) => mediaType),
      })),
    },
  };
}
