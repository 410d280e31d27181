import type { Entity, Field, Operation, PageStyle } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { propertyName, stringLiteral } from '../encode.ts';
import type { Value } from './bounded-value.ts';
import { member, optionalMember } from './field-type.ts';
import { filterName } from './filters.ts';
import { filterValue } from './handler-values.ts';
import type { Imports } from './imports.ts';
import { objectLiteral } from './object-literal.ts';
import { type PagingView, parameterNamed } from './paging.ts';
import type { Reader } from './route-parameters.ts';
import { FILES } from './values.ts';

/** The lines of a list handler by which a page stands beside an item. */
export function seekView(
  { page, parameters }: Operation,
  entity: Entity,
  imports: Imports,
  read: Reader,
): PagingView {
  if (!page?.seek) return { prelude: [], window: [] };
  const { field: key, after, before } = page.seek;
  const field = entity.fields.find(({ name }) => name === key);
  const keys = objectLiteral([
    { path: ['column'], expression: stringLiteral(field?.column ?? key) },
    ...(field?.type === 'uuid' ? [{ path: ['uuid'], expression: 'true' }] : []),
    ...(isCounted(field) ? [{ path: ['counted'], expression: 'true' }] : []),
  ]);
  const asked = [after, before].flatMap((name) => {
    const parameter = parameters.find((one) => one.name === name);
    if (!parameter) return [];
    const expression = filterValue({ ...parameter, field: key }, entity, read);
    return [objectLiteral([{ path: [parameter.name], expression }])];
  });
  imports.add(FILES.seek, 'seekTo');
  return {
    prelude: [`const seek = seekTo(${[keys, ...asked].join(', ')});`],
    window: ['seek'],
  };
}

/** Whether keys count up, so that what is beside one is known though no item has it any more. */
export const isCounted = (field: Field | undefined): boolean =>
  field?.generation?.by === 'sequence';

/**
 * What of a filter holds for an item that a page stands beside: whose it is, and who may see it. The
 * rest may have changed since it was shown.
 */
export function amongView(
  lists: readonly Operation[],
  entity: Entity,
  condition: string | undefined,
): Code | undefined {
  if (!lists.some(({ page }) => page?.seek)) return undefined;
  const scopes = lists
    .flatMap(({ parameters }) => parameters)
    .filter(
      ({ in: place, role, field }) =>
        place === 'path' && (role === 'scope' || role === 'key') && field !== undefined,
    )
    .map((parameter) => filterName(parameter, entity));
  const names = [...new Set(scopes), ...(condition === undefined ? [] : [condition])];
  if (names.length === 0) return code('() => ({})');
  const members = names.map((name) => ({ path: [name], expression: member('filter', name) }));
  return code(`(filter) => (${objectLiteral(members)})`);
}

/** How a page beside an item leads to the one after it, as changes of its request's parameters. */
export function seekOn(operation: Operation, page: PageStyle, read: Reader): Value {
  const before = parameterNamed(operation, page.seek?.before);
  const after = propertyName(page.seek?.after ?? '');
  const back = before ? `, ${propertyName(before.name)}: undefined` : '';
  return {
    expression: `{ ${after}: ${lastKey(page)}${back} }`,
    // The item that a page is before comes after it.
    when: before
      ? `(${read(before)} === undefined ? page.hasMore : page.items.length > 0)`
      : 'page.hasMore',
  };
}

/** Whether there is something before a page that stands beside an item. */
export function seekBack(operation: Operation, page: PageStyle, read: Reader): string {
  const [after, before] = [page.seek?.after, page.seek?.before].map((name) =>
    parameterNamed(operation, name),
  );
  const isLed = after ? `${read(after)} !== undefined` : 'false';
  return before ? `(${read(before)} === undefined ? ${isLed} : page.hasMore)` : isLed;
}

/** The key of the last item of a page. */
export const lastKey = ({ seek }: PageStyle): string =>
  optionalMember('page.items.at(-1)', seek?.field ?? '');
