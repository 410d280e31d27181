import type { Schema } from '../../spec/openapi.ts';
import { schemaName } from '../../spec/schema-reference.ts';

/** The name of the component schema that a schema's `$ref` points to. */
export const referenceTo = (schema: Schema | boolean): string | undefined =>
  typeof schema === 'object' ? schemaName(schema.$ref) : undefined;
