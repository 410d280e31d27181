import type { Schema } from '../../spec/openapi.ts';

const PREFIX = '#/components/schemas/';

/** The name of the component schema that a schema's `$ref` points to. */
export const referenceTo = (schema: Schema | boolean): string | undefined =>
  typeof schema === 'object' && schema.$ref?.startsWith(PREFIX)
    ? schema.$ref.slice(PREFIX.length)
    : undefined;
