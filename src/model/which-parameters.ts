import type { Parameter as SpecParameter, Schema } from '../spec/openapi.ts';
import { isPlural, sameName, singular, squash, wordsOf } from './names.ts';
import { itemsOf, resolved, type Schemas } from './schema-shape.ts';
import type { Field, FilterOperator, ParameterRole, SortStyle } from './types.ts';

/** What a query or header parameter of a live operation means. */
export interface Meaning {
  readonly role: ParameterRole;
  readonly field?: string;
  readonly operator?: FilterOperator;
  readonly searches?: readonly string[];
  readonly sort?: SortStyle;
}

const SEARCH =
  /^(?:q|query|search|searchterm|searchtext|keyword|keywords|term|text|filtertext|searchquery|searchstring)$/;
const SORT = /^(?:sort|sortby|orderby|order|ordering|sortfield|sortkey|sortcolumn|orderfield)$/;
const DIRECTION =
  /^(?:order|direction|sortorder|sortdir|sortdirection|orderdirection|dir|ascending|sorttype|ascdesc)$/;
const INERT_HEADER =
  /^(?:x-request-id|x-correlation-id|x-trace-id|traceparent|tracestate|accept-language|user-agent|x-client-|x-app-|x-api-version|prefer|paypal-|xero-tenant-id|x-flow-id|x-b3-|origin|referer|date)/i;

/** Reads one parameter of an operation on an entity with the given fields. */
export function meaningOf(
  parameter: SpecParameter,
  fields: readonly Field[],
  isList: boolean,
  all: readonly SpecParameter[],
  schemas: Schemas,
): Meaning {
  if (parameter.in === 'header') return headerMeaning(parameter);
  if (parameter.in !== 'query') return { role: 'inert' };
  const word = squash(parameter.name.replace(/^\$/, ''));
  if (
    /^(?:pretty|prettyprint|callback|\$?alt|trace|debug|apiversion|version_api|requestid|lang|locale|cachebuster|nocache|traceid)$/.test(
      word,
    )
  )
    return { role: 'inert' };
  if (!isList) return { role: 'unknown' };
  if (SORT.test(word)) {
    const hasOther = all.some(
      (other) =>
        other !== parameter && /^(?:sort|sortby|orderby|sortfield)$/.test(squash(other.name)),
    );
    if (DIRECTION.test(word) && hasOther) return { role: 'order' };
    const sort = sortStyle(parameter, fields, schemas);
    return sort.values.length > 0 ? { role: 'sort', sort } : { role: 'unknown' };
  }
  if (DIRECTION.test(word)) return { role: 'order' };
  const filter = filterMeaning(parameter, fields, schemas);
  if (filter) return filter;
  if (SEARCH.test(word)) {
    const searches = fields
      .filter(
        (field) =>
          field.type === 'string' &&
          !field.hidden &&
          !field.writeOnly &&
          !/(?:id|url|uri|token|hash)$/i.test(field.name) &&
          field.generation?.by !== 'template',
      )
      .map(({ name }) => name);
    if (searches.length > 0) return { role: 'search', searches };
  }
  return { role: 'unknown' };
}

function headerMeaning({ name }: SpecParameter): Meaning {
  const lower = name.toLowerCase();
  if (lower === 'if-match') return { role: 'if-match' };
  if (lower === 'if-none-match') return { role: 'if-none-match' };
  if (/idempotency/.test(lower)) return { role: 'idempotency-key' };
  if (INERT_HEADER.test(name)) return { role: 'inert' };
  return { role: 'inert' };
}

const SUFFIXES: readonly (readonly [RegExp, FilterOperator])[] = [
  [
    /^(.+?)(?:\[gte\]|__gte|_gte|\.gte|[_-]?(?:from|after|since|min|start|starting|greaterthanorequal)|>=)$/i,
    'gte',
  ],
  [/^(.+?)(?:\[lte\]|__lte|_lte|\.lte|[_-]?(?:to|until|before|max|end|ending|upto)|<=)$/i, 'lte'],
  [/^(.+?)(?:\[gt\]|__gt|_gt|\.gt|>)$/i, 'gt'],
  [/^(.+?)(?:\[lt\]|__lt|_lt|\.lt|<)$/i, 'lt'],
  [/^(.+?)(?:\[ne\]|__ne|_ne|_not|!)$/i, 'ne'],
  [/^(.+?)(?:\[in\]|__in|_in)$/i, 'in'],
  [
    /^(.+?)(?:\[(?:like|contains)\]|__(?:icontains|contains)|[_-]?contains|_like|[_-]?pattern)$/i,
    'contains',
  ],
  [/^(.+?)(?:\[(?:prefix|startswith)\]|__startswith|[_-]?(?:startswith|prefix))$/i, 'prefix'],
];
const PREFIXES: readonly (readonly [RegExp, FilterOperator])[] = [
  [/^(?:min|minimum|from|after|since|start)[_-]?(.+)$/i, 'gte'],
  [/^(?:max|maximum|to|before|until|end)[_-]?(.+)$/i, 'lte'],
];

const ORDERED = new Set(['integer', 'bigint', 'number', 'decimal', 'date', 'date-time']);
const RANGES = new Set<FilterOperator>(['gt', 'gte', 'lt', 'lte']);

function filterMeaning(
  parameter: SpecParameter,
  fields: readonly Field[],
  schemas: Schemas,
): Meaning | undefined {
  const plainName = parameter.name
    .replace(/^filters?\[([^\]]+)\](.*)$/, '$1$2')
    .replace(/^filter[._]/, '');
  const exact = fieldNamed(plainName, fields);
  const isArray = itemsOf(parameter.schema, schemas) !== undefined;
  if (exact && fits(exact, parameter.schema, isArray, schemas)) {
    return { role: 'filter', field: exact.name, operator: isArray ? 'in' : 'eq' };
  }
  if (isPlural(plainName) && isArray) {
    const one = fieldNamed(singular(plainName).replace(/ /g, '_'), fields);
    if (one && fits(one, parameter.schema, true, schemas))
      return { role: 'filter', field: one.name, operator: 'in' };
  }
  for (const [pattern, operator] of [...SUFFIXES, ...PREFIXES]) {
    const base = pattern.exec(plainName)?.[1];
    const field = base === undefined ? undefined : fieldNamed(base, fields, RANGES.has(operator));
    if (!field || (RANGES.has(operator) && !ORDERED.has(field.type))) continue;
    if ((operator === 'contains' || operator === 'prefix') && field.type !== 'string') continue;
    if (fits(field, parameter.schema, isArray, schemas))
      return { role: 'filter', field: field.name, operator };
  }
  return undefined;
}

/** A field by any spelling; `created_after` means `createdAt` where that is a time. */
function fieldNamed(name: string, fields: readonly Field[], isRange = false): Field | undefined {
  const shown = fields.filter(
    ({ writeOnly, generation }) => !writeOnly && generation?.by !== 'template',
  );
  const found = shown.find((field) => sameName(field.name, name));
  if (found || !isRange)
    return found ?? shown.find((field) => field.reference && sameName(field.name, `${name}Id`));
  const times = shown.filter(({ type }) => type === 'date' || type === 'date-time');
  return times.find(
    (field) =>
      wordsOf(field.name)[0] === wordsOf(name)[0] &&
      wordsOf(name).length === 1 &&
      ['at', 'on', 'date', 'time'].includes(wordsOf(field.name)[1] ?? ''),
  );
}

/** Whether a parameter's values are comparable with the field's. */
function fits(
  field: Field,
  schema: Schema | boolean | undefined,
  isArray: boolean,
  schemas: Schemas,
): boolean {
  const own = isArray ? resolved(itemsOf(schema, schemas), schemas) : resolved(schema, schemas);
  const types = [own.type].flat().filter((type) => type !== 'null');
  if (field.type === 'json') {
    const element = itemsOf(field.schema, schemas);
    const elementType = element && resolved(element, schemas).type;
    return (
      (elementType === 'string' || elementType === 'integer') &&
      (types.length === 0 || types.includes(elementType))
    );
  }
  if (types.length === 0) return true;
  const numeric = ['integer', 'bigint', 'number', 'decimal'].includes(field.type);
  if (numeric) return types.some((type) => type === 'integer' || type === 'number');
  if (field.type === 'boolean') return types.includes('boolean');
  if (!types.includes('string')) return false;
  if (field.type === 'enum' && own.enum)
    return own.enum.every((value) => field.values?.includes(String(value)) ?? false);
  return true;
}

const SORTABLE = new Set([
  'string',
  'integer',
  'bigint',
  'number',
  'decimal',
  'boolean',
  'date',
  'date-time',
  'uuid',
  'enum',
]);

/** The values of a sort parameter: those of its enum, else every field in both directions. */
function sortStyle(
  parameter: SpecParameter,
  fields: readonly Field[],
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
    values: understood ? values : [],
    multiple: items !== undefined || declared === undefined,
  };
}

function directed(value: string): { base: string; direction: 'asc' | 'desc' } {
  if (/^[-+]/.test(value))
    return { base: value.slice(1), direction: value.startsWith('-') ? 'desc' : 'asc' };
  const match = /^(.+?)[\s:_.,-]+(asc|desc|ascending|descending)$/i.exec(value);
  return { base: match?.[1] ?? value, direction: /^desc/i.test(match?.[2] ?? '') ? 'desc' : 'asc' };
}
