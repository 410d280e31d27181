import type { Parameter as SpecParameter } from '../spec/openapi.ts';
import { squash } from './names.ts';
import { type Schemas, typesOf, unwrapNull } from './schema-shape.ts';
import type { PageOverride } from './overrides.ts';
import type { Entity, PageStyle, Parameter, ParameterRole } from './types.ts';
import { type Answered, leadsBack, type Sought, tellsNext } from './which-seek.ts';

const LIMIT =
  /^(?:limit|perpage|pagesize|size|maxresults|itemsperpage|pagelimit|take|maxitems|top|max|maxpagesize|first|resultsperpage|numresults|rows|maxcount|pagecount|recordsperpage|maxresultcount|maxrecords|itemsonpage|maxentries|amount|count|length|n)$/;
const OFFSET = /^(?:offset|skip|start|startindex|startat|pageoffset|from|fromindex|skipcount)$/;
const PAGE = /^(?:page|pagenumber|pageno|currentpage|pageindex|p|pagenum|pagen)$/;
const CURSOR =
  /^(?:cursor|pagetoken|nexttoken|nextpagetoken|continuationtoken|after|startingafter|marker|pagecursor|startcursor|continue|nextcursor|aftercursor|pageafter|startafter|continuation|paginationtoken|nextmarker|scrollid|position|starttoken|nextpage|lastid|afterid|since|sinceid)$/;

/** Beside these, `from` is where a range of values begins. */
const RANGE_END = /^(?:to|until|till)$/;

/** The page role of a query parameter of a list, by name and type, and by those beside it. */
export function pageRole(
  parameter: SpecParameter,
  all: readonly SpecParameter[],
  schemas: Schemas,
): ParameterRole | undefined {
  if (parameter.in !== 'query') return undefined;
  const name = squash(
    parameter.name.replace(/^(?:page|paging|pagination)\[(\w+)\]$/, '$1').replace(/^\$/, ''),
  );
  const { schema } = unwrapNull(parameter.schema, schemas);
  const types = [schema.type].flat().map(String);
  const isNumber = types.includes('integer') || types.includes('number');
  const isText = types.includes('string') && !/date/.test(schema.format ?? '');
  if (schema.enum !== undefined && !isNumber) return undefined;
  if (LIMIT.test(name) && (isNumber || (isText && name !== 'first' && name !== 'count')))
    return 'limit';
  if (name === 'from' && all.some((other) => RANGE_END.test(squash(other.name)))) return undefined;
  if (OFFSET.test(name) && (isNumber || (isText && /^(?:offset|skip)$/.test(name))))
    return 'offset';
  if (/^page\[(?:number)\]$/.test(parameter.name)) return 'page';
  if (PAGE.test(name) && (isNumber || schema.type === undefined)) return 'page';
  if (CURSOR.test(name) && isText && !/^(?:since|position)$/.test(name)) return 'cursor';
  if (PAGE.test(name) && isText) return 'cursor';
  return undefined;
}

const DEFAULT_SIZE = 20;
const MAXIMUM_SIZE = 100;

/** The page style of a list from the roles of its parameters and what its answer tells. */
export function whichPageStyle(
  parameters: readonly Pick<Parameter, 'role' | 'name' | 'schema'>[],
  { headers, body }: Answered,
  { seek, order }: Sought,
  schemas: Schemas,
  said: PageOverride = {},
): PageStyle {
  const named = (wanted: ParameterRole) => parameters.find(({ role }) => role === wanted);
  const [limit, offset, page] = [named('limit'), named('offset'), named('page')];
  const cursor = parameters.find(({ role, name }) => role === 'cursor' && !leadsBack(name));
  const { schema } = unwrapNull(limit?.schema, schemas);
  // What the service gives out is a text.
  const takesText = typesOf(cursor?.schema, schemas).every((type) => /string|null/.test(type));
  const isGivenOut = takesText && (said.style === 'cursor' || tellsNext({ headers, body }));
  const led = styleOf({ limit, offset, page, cursor: isGivenOut && cursor }, said.style);
  const goesOn = seek?.after ?? cursor?.name;
  // Pages that nothing else leads through are led through by keys.
  const isLed = led !== 'limit' && led !== 'none';
  const isSought = seek && (said.style === undefined || said.style === 'cursor');
  const style = isSought && !isLed ? 'cursor' : led;
  const maximum =
    schema.maximum ??
    (schema.exclusiveMaximum === undefined ? undefined : schema.exclusiveMaximum - 1);
  const told =
    body.kind === 'list' ? body.envelope.find((member) => member.role === 'limit') : undefined;
  const largest = told?.maximum ?? Infinity;
  const most =
    maximum ?? Math.min(Math.max(said.maximumSize ?? MAXIMUM_SIZE, said.defaultSize ?? 1), largest);
  // An answer that tells of its page's size must be able to.
  const least = Math.ceil(told?.minimum ?? 1);
  const minimumSize = least <= most ? least : 1;
  const size =
    typeof schema.default === 'number'
      ? schema.default
      : Math.max(Math.min(said.defaultSize ?? DEFAULT_SIZE, most), minimumSize);
  const { schema: first } = unwrapNull(page?.schema, schemas);
  const { schema: start } = unwrapNull(offset?.schema, schemas);
  const totalHeader = headers.find(({ role }) => role === 'total')?.name;
  const cursorHeader = headers.find(({ role }) => role === 'next-cursor')?.name;
  return {
    style,
    ...(limit && { limit: limit.name }),
    ...(style === 'offset' && offset && { offset: offset.name }),
    ...(style === 'page' && page && { page: page.name }),
    ...(style === 'cursor' && goesOn !== undefined && { cursor: goesOn }),
    ...(seek && { seek }),
    defaultSize: size > 0 ? size : DEFAULT_SIZE,
    minimumSize,
    maximumSize: Math.max(most, size),
    firstPage: first.minimum === 0 || first.default === 0 ? 0 : 1,
    // SCIM, for one, counts from 1 (RFC 7644, section 3.4.2.4).
    firstOffset: style === 'offset' && (start.minimum === 1 || start.default === 1) ? 1 : 0,
    linkHeader: headers.some(({ role }) => role === 'link'),
    ...(totalHeader !== undefined && { totalHeader }),
    ...(cursorHeader !== undefined && { cursorHeader }),
    order,
  };
}

/**
 * A parameter that cuts a list in another way than the one it is served in, such as `offset` beside
 * `page`, is not understood: it must not be taken as if it had no effect.
 */
export function unlessUnused(parameter: Parameter, page: PageStyle): Parameter {
  const { role, name } = parameter;
  if (role !== 'limit' && role !== 'offset' && role !== 'page' && role !== 'cursor')
    return parameter;
  if (name === page.seek?.after || name === page.seek?.before) return parameter;
  return page[role] === name ? parameter : { ...parameter, role: 'unknown' };
}

/** The style that the parameters allow; where they allow several, cursors first. */
function styleOf(
  {
    limit,
    offset,
    page,
    cursor,
  }: Readonly<Record<'limit' | 'offset' | 'page' | 'cursor', unknown>>,
  said: PageStyle['style'] | undefined,
): PageStyle['style'] {
  const known = { cursor, page, offset, limit, none: true };
  if (said !== undefined && known[said]) return said;
  return cursor ? 'cursor' : page ? 'page' : offset ? 'offset' : limit ? 'limit' : 'none';
}

/** Oldest first where the service knows when; the key makes the order total. */
export function defaultOrder({ fields, key }: Pick<Entity, 'fields' | 'key'>): PageStyle['order'] {
  const created = fields.find(
    ({ generation, required }) => generation?.by === 'created-at' && required,
  );
  const isCounted = fields.some(
    ({ name, generation }) => generation?.by === 'sequence' && key.fields.includes(name),
  );
  const keys = key.fields.map((field) => ({ field, direction: 'asc' as const }));
  return created && !isCounted
    ? [
        { field: created.name, direction: 'asc' },
        ...keys.filter(({ field }) => field !== created.name),
      ]
    : keys;
}
