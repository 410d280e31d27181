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
}

interface Description {
  info?: { title?: string; version?: string };
  paths?: Record<string, Record<string, OperationObject>>;
  components?: {
    schemas?: Record<string, Schema>;
    securitySchemes?: Record<string, { type: string; in?: string; name?: string; scheme?: string }>;
  };
  security?: Record<string, string[]>[];
}

/** What this service promises: it validates with it, guards by it and shows it at its docs page. */
export const description = JSON.parse(readFileSync(fileOf('openapi.json'), 'utf8')) as Description;

const operations = new Map<string, OperationObject>();
for (const path of Object.values(description.paths ?? {}))
  for (const operation of Object.values(path))
    if (operation.operationId !== undefined) operations.set(operation.operationId, operation);

/** An operation of the description by its id. */
export function operationOf(operationId: string): OperationObject {
  const operation = operations.get(operationId);
  if (!operation) throw new Error(`openapi.json has no operation ${operationId}.`);
  return operation;
}
