import { description, type Schema } from './description.ts';

type Variant = 'request' | 'patch' | 'parameter' | 'response';

const ONE = [
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];

/**
 * What a schema says of a request: `readOnly` members are never asked for and are ignored when sent
 * (OpenAPI 3.1, section 4.8.24); in a patch, what is left out has no default.
 */
export const requestVariant = (schema: Schema, variant: 'request' | 'patch' | 'parameter') =>
  rewrite(schema, variant);

/** What a schema says of a response: `writeOnly` members never appear. */
export const responseVariant = (schema: Schema) => rewrite(schema, 'response');

function rewrite(
  schema: unknown,
  variant: Variant,
  inherited: ReadonlySet<string> = new Set(),
): Schema {
  if (!isObject(schema)) return schema === false ? false : true;
  const hidden = new Set([...inherited, ...hiddenMembers(schema, variant)]);
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$ref') result.$ref = `${variant}${String(value)}`;
    else if (keyword === 'required' && Array.isArray(value))
      result.required = value.filter((name) => !hidden.has(String(name)));
    else if (LISTS.includes(keyword) && Array.isArray(value))
      result[keyword] = value.map((part) =>
        rewrite(part, variant, keyword === 'prefixItems' ? undefined : hidden),
      );
    else if (ONE.includes(keyword)) result[keyword] = rewrite(value, variant);
    else if (MAPS.includes(keyword) && isObject(value))
      result[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          name,
          keyword === 'properties' && hidden.has(name)
            ? variant !== 'response'
            : rewrite(member, variant),
        ]),
      );
    else if (keyword !== 'default' || variant === 'request' || variant === 'parameter')
      result[keyword] = value;
  }
  return withLimits(result, variant);
}

/** Members that this variant never carries, also those that an `allOf` brings in. */
function hiddenMembers(schema: Record<string, unknown>, variant: Variant, depth = 0): string[] {
  const flag = variant === 'response' ? 'writeOnly' : 'readOnly';
  const own = Object.entries(isObject(schema.properties) ? schema.properties : {})
    .filter(([, member]) => isObject(member) && member[flag] === true)
    .map(([name]) => name);
  const parts = Array.isArray(schema.allOf) ? schema.allOf.filter(isObject) : [];
  const target = depth < 20 ? targetOf(schema) : undefined;
  const others = target ? [...parts, target] : parts;
  return [...own, ...others.flatMap((part) => hiddenMembers(part, variant, depth + 1))];
}

/** What a reference leads to. */
function targetOf({ $ref }: Record<string, unknown>): Record<string, unknown> | undefined {
  const name = typeof $ref === 'string' ? $ref.slice('#/components/schemas/'.length) : '';
  const target = description.components?.schemas?.[name];
  return isObject(target) ? target : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whole numbers of bodies are stored, as doubles, which count by one up to 2^53. */
const SAFE = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER } as const;

/**
 * Bounds whole numbers. Those of 64 bits are bigints beyond 2^53, which Ajv's `integer` refuses: they
 * get a keyword of their own.
 */
function withLimits(schema: Record<string, unknown>, variant: Variant): Schema {
  const { type, format, minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  const types = [type].flat();
  if (!types.includes('integer') || types.some((one) => one !== 'integer' && one !== 'null'))
    return schema;
  if (format !== 'int64') return isStored(variant) ? { ...SAFE, ...schema } : schema;
  const nullable = types.includes('null');
  return {
    ...rest,
    int64: { ...(nullable && { nullable }), minimum, maximum, exclusiveMinimum, exclusiveMaximum },
  };
}

const isStored = (variant: Variant): boolean => variant !== 'response' && variant !== 'parameter';
