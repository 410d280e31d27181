/** What references to schemas of the normalised document begin with. */
export const SCHEMA_PREFIX = '#/components/schemas/';

/** The name of the schema that a `$ref` leads to; nothing where it leads elsewhere. */
export const schemaName = ($ref: unknown): string | undefined =>
  typeof $ref === 'string' && $ref.startsWith(SCHEMA_PREFIX)
    ? $ref.slice(SCHEMA_PREFIX.length)
    : undefined;
