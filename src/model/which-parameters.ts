import type { Parameter as SpecParameter } from '../spec/openapi.ts';
import { squash } from './names.ts';
import { type Schemas, unwrapNull } from './schema-shape.ts';
import type { Entity, Field, FilterOperator, ParameterRole, SortStyle } from './types.ts';
import { defaultOrder } from './which-page-style.ts';
import { filterOf } from './which-filters.ts';
import { isDirection, sortStyle, turnStyle } from './which-sort.ts';

/** What a query or header parameter of a live operation means. */
export interface Meaning {
  readonly role: ParameterRole;
  readonly field?: string;
  readonly operator?: FilterOperator;
  readonly values?: readonly { readonly value: string; readonly stored: string }[];
  readonly searches?: readonly string[];
  readonly sort?: SortStyle;
}

const SEARCH =
  /^(?:q|query|search|searchterm|searchtext|searchphrase|searchkey|keyword|keywords|term|text|filtertext|fulltext|searchquery|searchstring|s)$/;
const SORT =
  /^(?:sort|sortby|orderby|order|ordering|sortfield|sortkey|sortcolumn|orderfield|sorting)$/;
const DIRECTION =
  /^(?:order|direction|sortorder|sortdir|sortdirection|sortbydirection|orderdirection|dir|ascending|sorttype|ascdesc|orderdir)$/;
/** Query parameters that change how an answer is written, or nothing at all. */
const INERT =
  /^(?:pretty|prettyprint|callback|alt|trace|debug|apiversion|requestid|lang|locale|cachebuster|nocache|traceid)$/;

/** Reads one parameter of an operation on an entity. */
export function meaningOf(
  parameter: SpecParameter,
  { fields, key }: Entity,
  isList: boolean,
  all: readonly SpecParameter[],
  schemas: Schemas,
): Meaning {
  if (parameter.in === 'header') return headerMeaning(parameter);
  if (parameter.in !== 'query') return { role: 'inert' };
  const word = squash(parameter.name.replace(/^\$/, ''));
  if (INERT.test(word)) return { role: 'inert' };
  if (!isList) return { role: 'unknown' };
  return (
    sortMeaning(parameter, word, { fields, key }, all, schemas) ??
    exclusive(parameter, filterOf(parameter, fields, key.fields, schemas), all) ??
    searchMeaning(parameter, word, fields, schemas) ?? { role: 'unknown' }
  );
}

/** `after` is later than that where `on_or_after` stands beside it. */
function exclusive(
  { name }: SpecParameter,
  filter: Meaning | undefined,
  all: readonly SpecParameter[],
): Meaning | undefined {
  const [, base = '', word = ''] = /^(.*?)[._-]?(after|before)$/i.exec(name) ?? [];
  const inclusive = squash(`${base} on or ${word}`);
  if (word === '' || !all.some((other) => squash(other.name) === inclusive)) return filter;
  if (filter?.operator === 'gte') return { ...filter, operator: 'gt' };
  return filter?.operator === 'lte' ? { ...filter, operator: 'lt' } : filter;
}

function headerMeaning({ name }: SpecParameter): Meaning {
  const lower = name.toLowerCase();
  if (lower === 'if-match') return { role: 'if-match' };
  if (lower === 'if-none-match') return { role: 'if-none-match' };
  return { role: /idempotency/.test(lower) ? 'idempotency-key' : 'inert' };
}

function sortMeaning(
  parameter: SpecParameter,
  word: string,
  entity: Pick<Entity, 'fields' | 'key'>,
  all: readonly SpecParameter[],
  schemas: Schemas,
): Meaning | undefined {
  const isOnlyDirection = (unwrapNull(parameter.schema, schemas).schema.enum ?? []).some((value) =>
    isDirection(String(value)),
  );
  const hasOther = all.some(
    (other) =>
      other !== parameter &&
      /^(?:sort|sortby|orderby|sortfield|sortkey|sortcolumn|orderfield)$/.test(squash(other.name)),
  );
  const isDirected = DIRECTION.test(word);
  if (isDirected && hasOther) return { role: 'order' };
  if (!isDirected && !SORT.test(word)) return undefined;
  if (isOnlyDirection) {
    const sort = turnStyle(parameter, defaultOrder(entity), schemas);
    return sort && { role: 'sort', sort };
  }
  if (!SORT.test(word)) return undefined;
  const sort = sortStyle(parameter, entity.fields, entity.key.fields, schemas);
  return sort.values.length > 0 ? { role: 'sort', sort } : { role: 'unknown' };
}

/** Texts that a person would look for: no ids, no addresses, nothing secret. */
function searchMeaning(
  parameter: SpecParameter,
  word: string,
  fields: readonly Field[],
  schemas: Schemas,
): Meaning | undefined {
  const { type, enum: values } = unwrapNull(parameter.schema, schemas).schema;
  if (!SEARCH.test(word) || values !== undefined || (type !== undefined && type !== 'string'))
    return undefined;
  const searches = fields
    .filter(
      (field) =>
        field.type === 'string' &&
        !field.hidden &&
        !field.writeOnly &&
        field.generation === undefined &&
        !/(?:id|url|uri|href|token|hash|key)$/i.test(field.name),
    )
    .map(({ name }) => name);
  return searches.length > 0 ? { role: 'search', searches } : undefined;
}
