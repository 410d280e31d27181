import type { Parameter as SpecParameter } from '../spec/openapi.ts';
import { sameName } from './names.ts';
import { itemsOf, resolved, type Schemas } from './schema-shape.ts';
import type { Field, SortStyle } from './types.ts';
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
  const schema = items ? resolved(items, schemas) : resolved(parameter.schema, schemas);
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
  const values = texts.flatMap((value) => {
    const { base, direction } = directed(value);
    const field =
      sortable.find(({ name }) => sameName(name, base)) ?? fieldNamed(base, sortable, true);
    return field ? [{ value, field: field.name, direction }] : [];
  });
  const understood = declared === undefined || values.length === declared.length;
  return {
    values: understood ? [...values, ...firstOrder(parameter, values, keys, schemas)] : [],
    multiple: items !== undefined || declared === undefined,
  };
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
