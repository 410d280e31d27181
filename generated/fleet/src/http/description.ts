import { readFileSync } from 'node:fs';
import { fileOf } from '../files.ts';

/** A JSON Schema (2020-12), as far as this service looks into it. */
export type Schema = boolean | { [keyword: string]: unknown };

export interface ParameterObject {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
  content?: Record<string, { schema?: Schema }>;
  style?: string;
  explode?: boolean;
}

export interface OperationObject {
  operationId?: string;
  summary?: string;
  parameters?: ParameterObject[];
  requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> };
  responses?: Record<string, unknown>;
  security?: Record<string, string[]>[];
  tags?: string[];
  deprecated?: boolean;
}

export interface TagObject {
  name: string;
  summary?: string;
  description?: string;
  /** The tag that it is a part of. */
  parent?: string;
  /** What it is for: `nav`, `badge` and others. */
  kind?: string;
}

/** Operations by their methods, and what else is said of a path. */
type PathItem = Record<string, unknown>;

interface Description {
  info?: { title?: string; version?: string };
  paths?: Record<string, PathItem>;
  components?: {
    schemas?: Record<string, Schema>;
    securitySchemes?: Record<string, { type: string; in?: string; name?: string; scheme?: string }>;
  };
  security?: Record<string, string[]>[];
  tags?: TagObject[];
}

/** What this service promises: it validates with it, guards by it and shows it at its docs page. */
export const description = JSON.parse(readFileSync(fileOf('openapi.json'), 'utf8')) as Description;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** The operations of a path with their methods; those of other methods stand in one member together. */
export function operationsOf({
  additionalOperations,
  ...item
}: PathItem): [method: string, operation: OperationObject][] {
  const named = Object.entries(item).filter(([name]) => METHODS.includes(name));
  return [...named, ...Object.entries(additionalOperations ?? {})] as [string, OperationObject][];
}

/** All operations, by their ids. */
export const operations: ReadonlyMap<string, OperationObject> = new Map(
  Object.values(description.paths ?? {})
    .flatMap(operationsOf)
    .flatMap(([, operation]) =>
      operation.operationId === undefined ? [] : [[operation.operationId, operation]],
    ),
);

/** An operation of the description by its id. */
export function operationOf(operationId: string): OperationObject {
  const operation = operations.get(operationId);
  if (!operation) throw new Error(`openapi.json has no operation ${operationId}.`);
  return operation;
}
