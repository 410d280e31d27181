import type { Parameter as SpecParameter, Schema } from '../spec/openapi.ts';
import { sameName } from './names.ts';
import { objectShape } from './object-shape.ts';
import { itemsOf, resolved, type Schemas, unwrapNull } from './schema-shape.ts';
import type { Field, PageStyle, SortStyle } from './types.ts';
import { fieldNamed } from './which-filters.ts';

const SORTABLE = new Set(
  'string integer bigint number decimal boolean date date-time uuid enum'.split(' '),
);

/** The values of a sort parameter: those of its enum, else every field in both directions. */
export function sortStyle(
  parameter: SpecParameter,
  fields: readonly Field[],
  keys: readonly string[],
  schemas: Schemas,
): SortStyle {
  const items = itemsOf(parameter.schema, schemas);
  const { schema } = unwrapNull(items ?? parameter.schema, schemas);
  const multiple = items !== undefined || schema.enum === undefined;
  if (!isText(schema, schemas)) return { values: [], multiple };
  const sortable = fields.filter(
    (field) =>
      SORTABLE.has(field.type) &&
      !field.writeOnly &&
      !field.hidden &&
      field.generation?.by !== 'template',
  );
  const declared = schema.enum?.map(String);
  const texts =
    declared ?? sortable.flatMap(({ name }) => [name, `-${name}`, `${name}:asc`, `${name}:desc`]);
  const named = texts.flatMap((value) => {
    const { base, direction } = directed(value);
    const field =
      sortable.find(({ name }) => sameName(name, base)) ?? fieldNamed(base, sortable, true);
    return field ? [{ value, field: field.name, direction }] : [];
  });
  const values =
    named.length === 0 ? [] : [...named, ...firstOrder(parameter, named, keys, schemas)];
  const unknown = (declared ?? []).filter((text) => values.every(({ value }) => value !== text));
  return {
    values,
    multiple,
    ...(unknown.length > 0 && { unknown }),
  };
}

/** A parameter that only tells the direction turns the order that a list has by itself. */
export function turnStyle(
  parameter: SpecParameter,
  [first]: PageStyle['order'],
  schemas: Schemas,
): SortStyle | undefined {
  const declared = unwrapNull(parameter.schema, schemas).schema.enum?.map(String) ?? [];
  if (first === undefined || declared.length === 0 || !declared.every(isDirection))
    return undefined;
  const values = declared.map((value) => ({
    value,
    field: first.field,
    direction: /^desc/i.test(value) ? ('desc' as const) : ('asc' as const),
  }));
  return { values, multiple: false };
}

/** `asc`, `DESC`, `descending` */
export const isDirection = (value: string): boolean => /^(?:asc|desc)(?:ending)?$/i.test(value);

/** Whether a value can name a field: an object that says field and order is no such text. */
function isText(schema: Schema, schemas: Schemas): boolean {
  if (schema.type === undefined) return objectShape(schema, schemas) === undefined;
  return [schema.type].flat().includes('string');
}

/**
 * The default of a sort parameter where no field goes by its name: `id` of what is called otherwise.
 * It is the order of those who ask for none.
 */
function firstOrder(
  { schema }: SpecParameter,
  known: SortStyle['values'],
  keys: readonly string[],
  schemas: Schemas,
): SortStyle['values'] {
  const [field] = keys;
  const values = [resolved(schema, schemas).default ?? []].flat().map(String);
  return values
    .filter((value) => value !== '' && known.every((one) => one.value !== value))
    .flatMap((value) =>
      field === undefined ? [] : [{ value, field, direction: directed(value).direction }],
    );
}

/** A value's field and direction: `-name`, `name:desc`, `name_asc`, `name descending`. */
function directed(value: string): { base: string; direction: 'asc' | 'desc' } {
  if (/^[-+]/.test(value))
    return { base: value.slice(1), direction: value.startsWith('-') ? 'desc' : 'asc' };
  const match = /^(.+?)[\s:_.,-]+(asc|desc|ascending|descending)$/i.exec(value);
  return {
    base: match?.[1] ?? value,
    direction: /^desc/i.test(match?.[2] ?? '') ? 'desc' : 'asc',
  };
}
