import type {
  Entity,
  Field,
  FilterOperator,
  JsonValue,
  Operation,
  Parameter,
} from '../../model/types.ts';
import type { Schema } from '../../spec/openapi.ts';
import { type Code, code } from '../code.ts';
import { isAccepted } from '../sample.ts';
import type { Schemas } from '../sampling/usage.ts';
import { isOwnTime, withoutNull } from './field-type.ts';

/** What tests know of the things that a list shows. */
export interface Listed {
  readonly list: Operation;
  readonly entity: Entity;
  readonly schemas: Schemas;
  /** What the first of them was made of. */
  readonly sample: Readonly<Record<string, JsonValue>>;
  /** References that are put in when a test runs. */
  readonly references: ReadonlySet<string>;
  /** Fields that both the list and the answer to a create show. */
  readonly shown: ReadonlySet<string>;
}

/** A filter that a test asks with, by a value of the first thing that was made. */
export interface FilterTestView {
  readonly parameter: string;
  readonly field: string;
  /** Whether a thing whose field is `one` stays, where the first has `first`. */
  readonly holds: Code;
}

const SYMBOLS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** What a filter asks, in TypeScript: like SQL, it keeps nothing that is absent. */
function holds(operator: FilterOperator, { type }: Field): Code {
  switch (operator) {
    case 'eq':
    case 'in':
      return code('one === first');
    case 'ne':
      return code('one != null && one !== first');
    case 'contains':
      return code('String(one ?? "").toLowerCase().includes(String(first).toLowerCase())');
    case 'prefix':
      return code('String(one ?? "").toLowerCase().startsWith(String(first).toLowerCase())');
    default:
      return type === 'date'
        ? code(`typeof one === 'string' && one ${SYMBOLS[operator]} String(first)`)
        : code(`typeof one === 'number' && one ${SYMBOLS[operator]} Number(first)`);
  }
}

const IN_ORDER: ReadonlySet<Field['type']> = new Set(['integer', 'number', 'decimal', 'date']);
const COMPARED: ReadonlySet<Field['type']> = new Set([
  ...IN_ORDER,
  'string',
  'boolean',
  'enum',
  'uuid',
]);

/** The filters of a list whose effect shows in the things themselves. */
export const filterTests = (listed: Listed): FilterTestView[] =>
  askedFilters(listed, 'query').map(({ view }) => view);

/** The same of one place, each with its parameter. */
export function askedFilters(
  listed: Listed,
  place: 'query' | 'body',
): { readonly parameter: Parameter; readonly view: FilterTestView }[] {
  return listed.list.parameters.flatMap((parameter) => {
    const field = fieldOf(listed, parameter.field);
    if (parameter.in !== place || parameter.role !== 'filter' || !field) return [];
    if (!isAsked(parameter, field, listed)) return [];
    const view = {
      parameter: parameter.name,
      field: field.name,
      holds: holds(parameter.operator ?? 'eq', field),
    };
    return [{ parameter, view }];
  });
}

function isAsked(parameter: Parameter, field: Field, listed: Listed): boolean {
  const { operator = 'eq', values, style } = parameter;
  const isText = operator === 'contains' || operator === 'prefix';
  const isOrder = ['gt', 'gte', 'lt', 'lte'].includes(operator);
  if (values || style === 'deepObject' || field.reference?.many) return false;
  if (!listed.shown.has(field.name) || !COMPARED.has(field.type)) return false;
  if ((isOrder && !IN_ORDER.has(field.type)) || (isText && field.type !== 'string')) return false;
  if (listed.references.has(field.name)) return isOpen(elementOf(parameter));
  const value = listed.sample[field.name];
  return (
    (typeof value !== 'string' || !/[,|\s]/.test(value) || operator !== 'in') &&
    accepts(parameter, value, listed)
  );
}

/** A text that the first thing has where a search looks, and the fields in which it looks. */
export function searchTest(listed: Listed) {
  const search = listed.list.parameters.find(({ role }) => role === 'search');
  const fields = search?.searches?.filter((name) => listed.shown.has(name)) ?? [];
  const field = fields.find((name) => {
    const value = listed.sample[name];
    return typeof value === 'string' && accepts(search, value, listed);
  });
  if (!search || field === undefined || !accepts(search, NOWHERE, listed)) return undefined;
  return { parameter: search.name, field, nowhere: NOWHERE };
}

/** What no sample has. */
const NOWHERE = 'surely nowhere';

/** The orders of a list that do not depend on how a database compares texts. */
export function sortTests({ list, entity, shown }: Listed) {
  if (list.parameters.some(({ role }) => role === 'order')) return undefined;
  const sort = list.parameters.find(({ role, in: place }) => role === 'sort' && place === 'query');
  const orders = (sort?.sort?.values ?? []).flatMap(({ value, field: name, direction }) => {
    const field = entity.fields.find((candidate) => candidate.name === name);
    const isOrdered = field && (IN_ORDER.has(field.type) || isOwnTime(field));
    return isOrdered && shown.has(name)
      ? [{ value, field: name, direction: code(direction === 'asc' ? '1' : '-1') }]
      : [];
  });
  return sort && orders.length > 0
    ? { parameter: sort.name, orders, shown: code(String(Math.min(3, firstPage(list)))) }
    : undefined;
}

/** How many items a list shows at most to who asks for no number of them. */
const firstPage = ({ page }: Operation): number =>
  page === undefined || page.style === 'none' ? Infinity : page.defaultSize;

const fieldOf = ({ entity }: Listed, name: string | undefined): Field | undefined =>
  entity.fields.find((field) => field.name === name);

/** Whether a parameter takes a value, which the field may only have at times. */
function accepts(
  parameter: Parameter | undefined,
  value: JsonValue | undefined,
  { schemas }: Listed,
): boolean {
  if (!parameter || value === undefined || value === null) return false;
  const schema = elementOf(parameter);
  const sent = withoutNull(schema).type === 'string' ? String(value) : value;
  return isAccepted(schema, schemas, sent);
}

/** What one value of a parameter must be. */
function elementOf({ schema }: Parameter): Schema {
  const { type, items } = withoutNull(schema);
  return [type].flat().includes('array') && typeof items === 'object' && !Array.isArray(items)
    ? items
    : schema;
}

/** Whether a schema takes any text of its format. */
const isOpen = ({ enum: values, pattern, $ref }: Schema): boolean =>
  values === undefined && pattern === undefined && $ref === undefined;
