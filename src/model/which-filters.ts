import type { Parameter as SpecParameter, Schema } from '../spec/openapi.ts';
import { isPlural, sameName, singular, squash, wordsOf } from './names.ts';
import { itemsOf, resolved, type Schemas, typesOf } from './schema-shape.ts';
import type { Field, FilterOperator } from './types.ts';

/** What a filter narrows a list by. */
export interface Filter {
  readonly role: 'filter';
  readonly field: string;
  readonly operator: FilterOperator;
  /** Where the parameter spells the field's values otherwise: `DRAFT` of `Draft`. */
  readonly values?: readonly { readonly value: string; readonly stored: string }[];
}

/** Names that compare: an end or a start of the parameter's name, and how it compares. */
type Comparison = readonly [pattern: RegExp, operator: FilterOperator];

const SUFFIXES: readonly Comparison[] = [
  [
    /^(.+?)(?:\[gte\]|__gte|_gte|\.gte|[._-]?on[_-]?or[_-]?after|[_-]?(?:from|after|since|min|start|starting|greaterthanorequal)|>=)$/i,
    'gte',
  ],
  [
    /^(.+?)(?:\[lte\]|__lte|_lte|\.lte|[._-]?on[_-]?or[_-]?before|[_-]?(?:to|until|before|max|end|ending|upto)|<=)$/i,
    'lte',
  ],
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

const PREFIXES: readonly Comparison[] = [
  [/^(?:min|minimum|from|after|since|start)[_-]?(.+)$/i, 'gte'],
  [/^(?:max|maximum|to|before|until|end)[_-]?(.+)$/i, 'lte'],
];

/** Names that say no more than «from then» and «until then». */
const OPEN_RANGE: readonly Comparison[] = [
  [
    /^(?:from|since|after|start|begin|from(?:date|time)|start(?:date|time)|date(?:from|after|start)|begindate|mindate|after(?:date|time))$/,
    'gte',
  ],
  [
    /^(?:to|until|before|end|to(?:date|time)|end(?:date|time)|date(?:to|before|end|until)|maxdate|before(?:date|time))$/,
    'lte',
  ],
];

const ORDERED = new Set(['integer', 'bigint', 'number', 'decimal', 'date', 'date-time']);
const RANGES = new Set<FilterOperator>(['gt', 'gte', 'lt', 'lte']);

/** The field that a query parameter narrows a list by; nothing where that is not plain. */
export function filterOf(
  parameter: SpecParameter,
  fields: readonly Field[],
  key: readonly string[],
  schemas: Schemas,
): Filter | undefined {
  const isArray = itemsOf(parameter.schema, schemas) !== undefined;
  const name = parameter.name
    .replace(/^filters?\[([^\]]+)\](.*)$/, '$1$2')
    .replace(/^filter[._]/, '')
    .replace(/\[\]$/, '');
  const shown = fields.filter(
    ({ writeOnly, generation }) => !writeOnly && generation?.by !== 'template',
  );
  return (
    sameField(name, shown, parameter.schema, isArray, schemas) ??
    ofMany(name, shown, key, parameter.schema, isArray, schemas) ??
    compared(name, shown, parameter.schema, isArray, schemas) ??
    openRange(name, shown, parameter.schema, schemas)
  );
}

const filter = (field: Field, operator: FilterOperator): Filter => ({
  role: 'filter',
  field: field.name,
  operator,
});

/** The filter by a field that the description names; nothing where its values cannot be compared. */
export function filterBy(
  { schema }: SpecParameter,
  field: Field,
  operator: FilterOperator | undefined,
  schemas: Schemas,
): Filter | undefined {
  const isArray = itemsOf(schema, schemas) !== undefined;
  const chosen = operator ?? (isArray ? 'in' : 'eq');
  if (fits(field, schema, isArray, schemas)) return filter(field, chosen);
  const values = respelled(field, isArray ? itemsOf(schema, schemas) : schema, schemas);
  return values && { ...filter(field, chosen), values };
}

function sameField(
  name: string,
  fields: readonly Field[],
  schema: Schema | boolean | undefined,
  isArray: boolean,
  schemas: Schemas,
): Filter | undefined {
  const found = fieldNamed(name, fields) ?? statusField(name, fields);
  if (!found) return undefined;
  const operator = isArray ? 'in' : 'eq';
  if (fits(found, schema, isArray, schemas)) return filter(found, operator);
  const values = respelled(found, isArray ? itemsOf(schema, schemas) : schema, schemas);
  return values && { ...filter(found, operator), values };
}

/** `ids`, `petIds`, and the plural of any field, where the parameter takes several values. */
function ofMany(
  name: string,
  fields: readonly Field[],
  key: readonly string[],
  schema: Schema | boolean | undefined,
  isArray: boolean,
  schemas: Schemas,
): Filter | undefined {
  if (!isPlural(name)) return undefined;
  const isText = [resolved(schema, schemas).type].flat().includes('string');
  const one = singular(name).replace(/ /g, '_');
  const last = key.at(-1);
  const isKey = squash(one) === 'id' || (last !== undefined && sameName(one, last));
  // Several texts in one, separated by commas, are told by the plural of the key only.
  if (!isArray && !(isText && isKey)) return undefined;
  const found =
    isKey && last !== undefined
      ? fields.find((field) => field.name === last && !field.hidden)
      : fieldNamed(one, fields);
  // What stands between the commas is text, and compared as such.
  const isFit =
    found && (isArray ? fits(found, schema, true, schemas) : /^(?:string|uuid)$/.test(found.type));
  return found && isFit ? filter(found, 'in') : undefined;
}

function compared(
  name: string,
  fields: readonly Field[],
  schema: Schema | boolean | undefined,
  isArray: boolean,
  schemas: Schemas,
): Filter | undefined {
  for (const [pattern, operator] of [...SUFFIXES, ...PREFIXES]) {
    const base = pattern.exec(name)?.[1];
    const found = base === undefined ? undefined : fieldNamed(base, fields, RANGES.has(operator));
    if (!found || (RANGES.has(operator) && !ORDERED.has(found.type))) continue;
    if ((operator === 'contains' || operator === 'prefix') && found.type !== 'string') continue;
    if (fits(found, schema, isArray, schemas))
      return filter(found, isTime(found) ? operator : exclusive(operator, name));
  }
  return undefined;
}

const isTime = ({ type }: Field): boolean => type === 'date' || type === 'date-time';

/** `since_id` is the last one that the client has: what it asks for comes after it. */
function exclusive(operator: FilterOperator, name: string): FilterOperator {
  if (!wordsOf(name).some((word) => /^(?:since|after|before)$/.test(word))) return operator;
  return operator === 'gte' ? 'gt' : operator === 'lte' ? 'lt' : operator;
}

/** `from` and `to` mean the one time that the entity has. */
function openRange(
  name: string,
  fields: readonly Field[],
  schema: Schema | boolean | undefined,
  schemas: Schemas,
): Filter | undefined {
  const operator = OPEN_RANGE.find(([pattern]) => pattern.test(squash(name)))?.[1];
  if (operator === undefined) return undefined;
  const times = fields.filter(({ type }) => type === 'date' || type === 'date-time');
  const [only] = times;
  if (times.length !== 1 || !only) return undefined;
  const { format } = resolved(schema, schemas);
  return format === only.type ? filter(only, operator) : undefined;
}

/** A field by any spelling; `created_after` means `createdAt` where that is a time. */
export function fieldNamed(
  name: string,
  fields: readonly Field[],
  isRange = false,
): Field | undefined {
  const found = fields.find((field) => sameName(field.name, name));
  if (found || !isRange)
    return found ?? fields.find((field) => field.reference && sameName(field.name, `${name}Id`));
  const times = fields.filter(({ type }) => type === 'date' || type === 'date-time');
  return times.find(
    (field) =>
      wordsOf(field.name)[0] === wordsOf(name)[0] &&
      wordsOf(name).length === 1 &&
      ['at', 'on', 'date', 'time', 'utc'].includes(wordsOf(field.name)[1] ?? ''),
  );
}

/** `status` of an asset is its `assetStatus`, where there is but one. */
function statusField(name: string, fields: readonly Field[]): Field | undefined {
  if (!/^(?:status|state|type|kind)$/.test(squash(name))) return undefined;
  const found = fields.filter(
    ({ type, name: own }) => type === 'enum' && wordsOf(own).at(-1) === squash(name),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a parameter's values are comparable with the field's. */
function fits(
  field: Field,
  schema: Schema | boolean | undefined,
  isArray: boolean,
  schemas: Schemas,
): boolean {
  const own = isArray ? resolved(itemsOf(schema, schemas), schemas) : resolved(schema, schemas);
  const types = typesOf(own, schemas).filter((type) => type !== 'null');
  if (field.type === 'json') {
    const element = itemsOf(field.schema, schemas);
    const elementType = element && resolved(element, schemas).type;
    return (
      (elementType === 'string' || elementType === 'integer') &&
      (types.length === 0 || types.includes(elementType))
    );
  }
  if (field.type === 'boolean' && own.enum)
    return own.enum.every((value) => /^(?:true|false|null)$/.test(String(value)));
  if (types.length === 0) return true;
  const numeric = ['integer', 'bigint', 'number', 'decimal'].includes(field.type);
  if (numeric) return types.every((type) => type === 'integer' || type === 'number');
  if (field.type === 'boolean') return types.every((type) => type === 'boolean');
  if (types.some((type) => type !== 'string')) return false;
  if (field.type === 'enum' && own.enum)
    return own.enum.every((value) => field.values?.includes(String(value)) ?? false);
  return true;
}

/** The field's values in the parameter's spelling, where they differ in nothing else. */
function respelled(
  field: Field,
  schema: Schema | boolean | undefined,
  schemas: Schemas,
): Filter['values'] {
  const own = resolved(schema, schemas).enum;
  if (field.type !== 'enum' || !own) return undefined;
  const values = own.flatMap((value) => {
    const stored = field.values?.find((known) => squash(known) === squash(String(value)));
    return stored === undefined ? [] : [{ value: String(value), stored }];
  });
  return values.length === own.length ? values : undefined;
}
