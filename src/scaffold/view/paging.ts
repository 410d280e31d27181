import type { Entity, Operation, PageStyle, Parameter } from '../../model/types.ts';
import { stringLiteral } from '../encode.ts';
import { hasColumn, isFilled, isOwnTime, withoutNull } from './field-type.ts';
import type { Imports } from './imports.ts';
import { isNullable } from './handler-values.ts';
import { isPresent, type Reader } from './route-parameters.ts';
import { FILES } from './values.ts';

/** The lines of a list handler that turn its query into a window, and its page into an answer. */
export interface PagingView {
  readonly prelude: string[];
  readonly window: string[];
}

/** The parameter of an operation that goes by a name. */
export const parameterNamed = (
  operation: Operation,
  name: string | undefined,
): Parameter | undefined =>
  name === undefined
    ? undefined
    : operation.parameters.find((parameter) => parameter.name === name);

/** `limit`, `offset`, `cursor` as constants, each only where the page style knows it. */
export function pagingView(
  operation: Operation,
  page: PageStyle,
  imports: Imports,
  read: Reader,
): PagingView {
  const prelude: string[] = [];
  const window: string[] = [];
  const limit = parameterNamed(operation, page.limit);
  if (limit) {
    prelude.push(`const limit = ${sizeOf(limit, page, imports, read)};`);
    window.push('limit');
  } else if (page.style !== 'none') {
    prelude.push(`const limit = ${page.defaultSize};`);
    window.push('limit');
  }
  const number = parameterNamed(operation, page.page);
  if (page.style === 'page' && number) {
    prelude.push(`const number = ${numberOf(number, page.firstPage, imports, read)};`);
    const skipped = page.firstPage === 0 ? 'number' : '(number - 1)';
    window.push(`offset: ${skipped} * limit`);
  }
  const offset = parameterNamed(operation, page.offset);
  if (page.style === 'offset' && offset) {
    const given = numberOf(offset, page.firstOffset, imports, read);
    prelude.push(`const offset = ${page.firstOffset === 0 ? given : `(${given}) - 1`};`);
    window.push('offset');
  }
  const cursor = parameterNamed(operation, page.cursor);
  if (page.style === 'cursor' && !page.seek && cursor)
    window.push(`cursor: ${cursorOf(cursor, read)}`);
  return { prelude, window };
}

/** Null starts at the beginning, where it is accepted. */
export const cursorOf = (parameter: Parameter, read: Reader): string =>
  isNullable(parameter.schema) ? `${read(parameter)} ?? undefined` : read(parameter);

/** Sizes are bounded by the schema where it has bounds, else here. */
function sizeOf(parameter: Parameter, page: PageStyle, imports: Imports, read: Reader): string {
  const { minimum, maximum, type } = withoutNull(parameter.schema);
  const value = withDefault(parameter, page.defaultSize, read);
  const isBounded = minimum !== undefined && minimum >= page.minimumSize && maximum !== undefined;
  if (isBounded && type !== 'string') return value;
  imports.add(FILES.listing, 'between');
  return `between(${value}, ${Math.max(minimum ?? 1, page.minimumSize)}, ${maximum ?? page.maximumSize})`;
}

function numberOf(parameter: Parameter, first: number, imports: Imports, read: Reader): string {
  const { minimum, type, default: given } = withoutNull(parameter.schema);
  const start = typeof given === 'number' ? given : first;
  const value = withDefault(parameter, start, read);
  if (minimum !== undefined && type !== 'string') return value;
  imports.add(FILES.listing, 'between');
  return `between(${value}, ${first}, Number.MAX_SAFE_INTEGER)`;
}

/** An empty text arrives as null where null is accepted: it asks for nothing of its own. */
function withDefault(parameter: Parameter, fallback: number, read: Reader): string {
  const given = read(parameter);
  const { type } = withoutNull(parameter.schema);
  const isThere = isPresent(parameter) && !isNullable(parameter.schema);
  const value = isThere ? given : `${given} ?? ${fallback}`;
  return type === 'integer' || type === 'number' ? value : `Number(${value})`;
}

/** The default order of a list as an array literal of `SortKey`. */
export function orderLiteral(entity: Entity, order: PageStyle['order'], imports: Imports): string {
  return `[${order.flatMap(({ field, direction }) => orderEntry(entity, field, direction, imports) ?? []).join(', ')}]`;
}

/** One `SortKey`, or nothing for fields that cannot be ordered by. */
export function orderEntry(
  entity: Entity,
  name: string,
  direction: string,
  imports: Imports,
): string | undefined {
  const field = entity.fields.find((candidate) => candidate.name === name);
  if (!field || !hasColumn(field) || field.type === 'json') return undefined;
  const nullable = isFilled(field) ? '' : ', nullable: true';
  const instant = field.type === 'date-time' && !isOwnTime(field) ? ', instant: true' : '';
  void imports;
  return `{ column: ${stringLiteral(field.column)}, direction: '${direction}'${nullable}${instant} }`;
}

/** Of a list that is not cut into pages. */
export const noPages: PageStyle = {
  style: 'none',
  defaultSize: 0,
  minimumSize: 1,
  maximumSize: 0,
  firstPage: 1,
  firstOffset: 0,
  linkHeader: false,
  order: [],
};
