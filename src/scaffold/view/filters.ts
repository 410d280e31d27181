import type { Entity, Field, FilterOperator, Operation, Parameter } from '../../model/types.ts';
import { code, type Code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { fieldType, isLink, isOwnTime, withoutNull } from './field-type.ts';
import type { Imports } from './imports.ts';
import type { SchemaTypes } from './schema-types.ts';
import { joinTableOf } from './join-tables.ts';
import { FILES } from './values.ts';

/** One way to narrow a list, as a member of the filter type and a line of the query. */
export interface FilterView {
  readonly name: string;
  readonly type: Code;
  readonly statement: Code;
}

const suffixes: Readonly<Record<FilterOperator, string>> = {
  eq: '',
  ne: 'Not',
  in: 'In',
  gt: 'Above',
  gte: 'From',
  lt: 'Below',
  lte: 'UpTo',
  contains: 'Contains',
  prefix: 'StartsWith',
};

const symbols = { eq: '=', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** The name of a filter's member; equal for all operations that mean the same. */
export function filterName(parameter: Parameter, entity: Entity): string {
  if (parameter.role === 'search') return 'search';
  const field = entity.fields.find(({ name }) => name === parameter.field);
  return `${field?.identifier ?? parameter.identifier}${suffixes[parameter.operator ?? 'eq']}`;
}

/** All filters of an entity's lists, each once: those of the query and the scopes of the path. */
export function filterViews(
  entity: Entity,
  lists: readonly Operation[],
  types: SchemaTypes,
  file: string,
  imports: Imports,
): FilterView[] {
  // Others may be called like one, such as an unknown `workspace` beside the scope of a path.
  const narrowing = lists
    .flatMap(({ parameters }) => parameters)
    .filter(({ role }) => ['filter', 'scope', 'search', 'key'].includes(role));
  const byName = Map.groupBy(narrowing, (parameter) => filterName(parameter, entity));
  return [...byName].flatMap(([name, same]) => {
    const [first] = same;
    return first?.role === 'search'
      ? [searchView(name, first, entity, imports)]
      : (filterView(name, same, entity, types, file, imports) ?? []);
  });
}

function searchView(
  name: string,
  parameter: Parameter,
  entity: Entity,
  imports: Imports,
): FilterView {
  const columns = entity.fields.filter((field) => parameter.searches?.includes(field.name));
  imports.add(FILES.listing, 'containsText');
  const list = columns.map(({ column }) => stringLiteral(column)).join(', ');
  return {
    name,
    type: code('string'),
    statement: code(when(name, `query.where(containsText([${list}], filter.${name}))`)),
  };
}

const when = (name: string, query: string): string =>
  `if (filter.${name} !== undefined) query = ${query};`;

function filterView(
  name: string,
  same: readonly Parameter[],
  entity: Entity,
  types: SchemaTypes,
  file: string,
  imports: Imports,
): FilterView | undefined {
  const [parameter] = same;
  const field = entity.fields.find((candidate) => candidate.name === parameter?.field);
  if (!parameter || !field) return undefined;
  const operator = parameter.operator ?? 'eq';
  const many = operator === 'in';
  const given = `filter.${name}`;
  const isNone = same.some((one) => asksForNone(one, field));
  if (isNone) imports.add(FILES.listing, 'orNone');
  const value = isNone ? `orNone(${given})` : given;
  const isLoose = field.type === 'enum' && !same.every((one) => isListed(one, field, types));
  const base = isLoose ? 'string' : elementType(field, types, file, imports);
  if (isLoose) imports.add('kysely', 'sql');
  const column = isLoose ? `sql.ref<string>(${stringLiteral(field.column)})` : undefined;
  return {
    name,
    type: code(many ? `readonly (${base})[]` : base),
    statement: code(
      field.type === 'json' && many && !isLink(field)
        ? anyOfList(name, field, imports)
        : when(name, queryOf(field, entity, operator, value, imports, column)),
    ),
  };
}

/** Whether a column may be asked for by a list of no values: SQL knows no empty lists. */
export const asksForNone = (
  { in: place, operator, explode, schema }: Parameter,
  field: Field,
): boolean =>
  (field.type !== 'json' || isLink(field)) &&
  operator === 'in' &&
  (place === 'body' || !explode) &&
  [withoutNull(schema).type].flat().includes('array') &&
  (schema.minItems ?? 0) === 0;

/** Whether a parameter accepts only what the column holds, so that their types are one. */
function isListed({ schema, values }: Parameter, field: Field, types: SchemaTypes): boolean {
  const { items, enum: own } = types.resolved(schema);
  const accepted = own ?? types.resolved(items).enum;
  return (
    values !== undefined ||
    accepted?.every((value) => field.values?.includes(String(value)) === true) === true
  );
}

function elementType(field: Field, types: SchemaTypes, file: string, imports: Imports): string {
  if (isLink(field)) return 'string | number';
  return field.type === 'json' ? 'string | number' : fieldType(field, types, file, imports);
}

function queryOf(
  field: Field,
  entity: Entity,
  operator: FilterOperator,
  value: string,
  imports: Imports,
  column: string = stringLiteral(field.column),
): string {
  if (isLink(field)) return linkQuery(field, entity, operator, value);
  if (field.type === 'json') {
    imports.add(FILES.database, 'listHas');
    return `query.where(listHas(database, ${column}, ${value}))`;
  }
  if (operator === 'in') return `query.where(${column}, 'in', ${value})`;
  if (operator === 'contains') {
    imports.add(FILES.listing, 'containsText');
    return `query.where(containsText([${column}], ${text(value, field, imports)}))`;
  }
  if (operator === 'prefix') {
    imports.add(FILES.listing, 'startsWithText');
    return `query.where(startsWithText(${column}, ${text(value, field, imports)}))`;
  }
  if (field.type === 'date-time' && isOwnTime(field)) {
    imports.add(FILES.queries, 'derived');
    imports.add(FILES.listing, 'timeText');
    return `query.where(${column}, '${symbols[operator]}', derived(${value}, timeText))`;
  }
  if (field.type === 'date-time') {
    imports.add(FILES.database, 'instantIs');
    return `query.where(instantIs(database, ${column}, '${symbols[operator]}', ${value}))`;
  }
  return `query.where(${column}, '${symbols[operator]}', ${value})`;
}

/** The value of a filter as text, which those of most fields are. */
function text(value: string, field: Field, imports: Imports): string {
  if (!['integer', 'bigint', 'number', 'decimal', 'boolean'].includes(field.type)) return value;
  imports.add(FILES.queries, 'derived');
  return `derived(${value}, String)`;
}

/** Rows whose list has one of several values. */
function anyOfList(name: string, field: Field, imports: Imports): string {
  imports.add(FILES.database, 'listHas');
  const has = `listHas(database, ${stringLiteral(field.column)}, one)`;
  const query = `query.where((where) => where.or(${name}.map((one) => ${has})))`;
  return `const ${name} = filter.${name};\nif (${name} !== undefined) query = ${query};`;
}

/** Rows whose join table names the value. */
function linkQuery(field: Field, entity: Entity, operator: FilterOperator, value: string): string {
  const { table, ownerColumn, targetColumn } = joinTableOf(entity, field);
  const key = entity.fields.find(({ name }) => name === entity.key.fields.at(-1))?.column ?? 'id';
  return `query.where(${stringLiteral(key)}, 'in', database.selectFrom(${stringLiteral(table)}).select(${stringLiteral(ownerColumn)}).where(${stringLiteral(targetColumn)}, '${operator === 'in' ? 'in' : '='}', ${value}))`;
}
