import type { Schema } from '../spec/openapi.ts';
import { objectShape } from './object-shape.ts';
import { resolved, type Schemas, unwrapNull } from './schema-shape.ts';

/** Members that repeat the status of an answer in its body. */
const STATUS = /^(?:status|statusCode|status_code|code)$/;

/**
 * The kinds of errors that a schema lists, by the one status that each allows: `anyOf` objects whose
 * `status` is 404, 409 and so on. Nothing where one of them does not tell.
 */
export function errorVariants(
  schema: Schema | boolean | undefined,
  schemas: Schemas,
): ReadonlyMap<number, Schema> | undefined {
  const { anyOf, oneOf } = resolved(schema, schemas);
  const variants = anyOf ?? oneOf ?? [];
  const found = new Map<number, Schema>();
  for (const variant of variants) {
    const status = statusOf(variant, schemas);
    if (typeof variant !== 'object' || status === undefined) return undefined;
    const known = found.get(status);
    const isBetter = !isUsual(known, status, schemas) && isUsual(variant, status, schemas);
    if (!known || isBetter) found.set(status, variant);
  }
  return found.size > 1 ? found : undefined;
}

/** How the errors that a service tells by itself are called, where several have one status. */
const USUAL: Readonly<Record<number, RegExp>> = {
  400: /validation|parameter|invalid/i,
  403: /permission|forbidden|access/i,
  404: /object|resource|entity|record|item/i,
  409: /duplicate|exist|unique/i,
};

function isUsual(variant: Schema | undefined, status: number, schemas: Schemas): boolean {
  const texts = [...(objectShape(variant, schemas)?.properties.values() ?? [])].flatMap(
    ({ schema }) => [schema.const ?? [], schema.enum ?? []].flat(),
  );
  return USUAL[status]?.test([variant?.$ref ?? '', ...texts].join(' ')) === true;
}

function statusOf(variant: Schema | boolean, schemas: Schemas): number | undefined {
  for (const [name, { schema }] of objectShape(variant, schemas)?.properties ?? []) {
    const value = STATUS.test(name) ? fixedNumber(unwrapNull(schema, schemas).schema) : undefined;
    if (value !== undefined && value >= 400 && value < 600) return value;
  }
  return undefined;
}

/** The only number that a schema allows. */
export function fixedNumber({ const: value, enum: values = [] }: Schema): number | undefined {
  const [only, ...others] = value === undefined ? values : [value];
  return typeof only === 'number' && others.length === 0 ? only : undefined;
}

/**
 * What is told with each status that a declared one (`404`, `4XX`, `default`) stands for. With what
 * the description lists no error for, that of a bad request or of a failure is told.
 */
export function byStatus(
  declared: string,
  variants: ReadonlyMap<number, Schema>,
): readonly (readonly [status: string, schema: Schema])[] {
  const own = variants.get(Number(declared));
  if (own !== undefined) return [[declared, own]];
  const isCovered = (status: number) =>
    declared === 'default' || declared.startsWith(String(status)[0] ?? '');
  const listed = [...variants].filter(([status]) => isCovered(status));
  const general = (first: '4' | '5') =>
    variants.get(Number(`${first}00`)) ??
    listed.find(([status]) => String(status).startsWith(first))?.[1];
  const failure = declared === 'default' ? general('5') : undefined;
  const rest = declared.startsWith('5') ? general('5') : (general('4') ?? general('5'));
  return [
    ...(/^\d{3}$/.test(declared)
      ? []
      : listed.map(([status, schema]) => [String(status), schema] as const)),
    ...(failure ? [['5XX', failure] as const] : []),
    ...(rest ? [[declared, rest] as const] : []),
  ];
}
