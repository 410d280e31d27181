import type { EnvelopeMember, Operation, PageStyle } from '../../model/types.ts';
import { propertyName } from '../encode.ts';
import { bounded, type Value } from './bounded-value.ts';
import type { Imports } from './imports.ts';
import type { LiteralMember } from './object-literal.ts';
import { cursorOf, parameterNamed } from './paging.ts';
import type { Reader } from './route-parameters.ts';
import { lastKey, seekBack, seekOn } from './seek-view.ts';
import { FILES } from './values.ts';

/** The other members of a list's envelope as expressions over `page`, `total` and the constants above. */
export function envelopeMembers(
  operation: Operation,
  page: PageStyle,
  members: readonly EnvelopeMember[],
  imports: Imports,
  read: Reader,
): LiteralMember[] {
  return members.flatMap((member) => {
    const found = envelopeValue(operation, page, member, imports, read);
    if (found === undefined) return [];
    const value = page.style !== 'none' && member.role === 'limit' ? found : bounded(found, member);
    const { path } = member;
    const end = member.nullable ? 'null' : JSON.stringify(member.value ?? '');
    const { expression, when } = value;
    if (expression === 'undefined')
      return member.nullable || member.required ? [{ path, expression: end }] : [];
    if (when === undefined) return [{ path, expression }];
    if (!member.nullable && !member.required) return [{ path, expression, when }];
    const isOwnTest = when === `${expression} !== undefined`;
    return [
      {
        path,
        expression: isOwnTest ? `${expression} ?? ${end}` : `${when} ? ${expression} : ${end}`,
      },
    ];
  });
}

const NEVER: Value = { expression: 'undefined' };

function envelopeValue(
  operation: Operation,
  page: PageStyle,
  member: EnvelopeMember,
  imports: Imports,
  read: Reader,
): Value | undefined {
  const limited = page.style !== 'none';
  const form = formOf(member);
  switch (member.role) {
    case 'total':
      return { expression: 'total' };
    case 'count':
      return { expression: 'page.items.length' };
    case 'limit':
      return { expression: limited ? 'limit' : 'page.items.length' };
    case 'offset':
      return { expression: asOffset(offsetOf(page), page) };
    case 'first-index':
    case 'last-index':
      return itemIndex(page, member.role);
    case 'page':
      return {
        expression:
          page.style === 'page'
            ? 'number'
            : page.style === 'offset'
              ? 'Math.floor(offset / Math.max(limit, 1)) + 1'
              : String(page.firstPage),
      };
    case 'page-count':
      return { expression: limited ? 'Math.ceil(total / Math.max(limit, 1))' : '1' };
    case 'has-more':
      return { expression: 'page.hasMore' };
    case 'has-previous':
      return { expression: hasPrevious(operation, page, read) };
    case 'next-cursor':
      return nextCursor(operation, page, member, imports, read);
    case 'previous-cursor':
    case 'previous-link':
      return previous(page, member, imports);
    case 'next-link':
      return nextPage(operation, page, imports, read, form);
    case 'first-link':
      imports.add(FILES.links, 'pageUrl');
      return { expression: `pageUrl(request, ${startOf(page)}${form})` };
    case 'last-link':
      imports.add(FILES.links, 'pageUrl');
      return { expression: lastLink(page, form) };
    case 'self-link':
      imports.add(FILES.links, 'pageUrl');
      return { expression: `pageUrl(request, {}${form})` };
    case 'constant':
      return { expression: JSON.stringify(member.value ?? null) };
    case 'key':
      return undefined;
  }
}

/** How many items stand before this page. */
function offsetOf(page: PageStyle): string {
  if (page.style === 'offset') return 'offset';
  if (page.style !== 'page') return '0';
  return `${page.firstPage === 0 ? 'number' : '(number - 1)'} * limit`;
}

/** An offset as requests and answers tell it: some count from 1. */
const asOffset = (expression: string, { firstOffset }: PageStyle): string =>
  firstOffset === 0 ? expression : `${expression} + ${firstOffset}`;

/** An empty page has neither a first nor a last item, and a cursor does not tell what is before it. */
function itemIndex(page: PageStyle, role: 'first-index' | 'last-index'): Value {
  if (page.style === 'cursor') return NEVER;
  const before = offsetOf(page);
  // An offset that is called an index counts from 0, as what it asks for does.
  const isIndex =
    page.style === 'offset' && page.firstOffset === 0 && /index$/i.test(page.offset ?? '');
  const own = role === 'first-index' ? (isIndex ? '' : '1') : 'page.items.length';
  const sum = [before === '0' ? '' : before, own].filter((part) => part !== '').join(' + ');
  const end = role === 'last-index' && isIndex ? ' - 1' : '';
  return { expression: `${sum}${end}`, when: 'page.items.length > 0' };
}

function hasPrevious(operation: Operation, page: PageStyle, read: Reader): string {
  const cursor = parameterNamed(operation, page.cursor);
  if (page.style === 'page') return `number > ${page.firstPage}`;
  if (page.style === 'offset') return 'offset > 0';
  if (page.style === 'cursor' && page.seek) return seekBack(operation, page, read);
  return page.style === 'cursor' && cursor ? `(${cursorOf(cursor, read)}) !== undefined` : 'false';
}

/** Whether a member of an envelope tells the address of a page. */
export const isAddress = ({ role, holds }: EnvelopeMember, page: PageStyle | undefined): boolean =>
  role.endsWith('-link') ||
  (role.endsWith('-cursor') &&
    holds === 'text' &&
    (page?.style === 'page' || page?.style === 'offset'));

/** Where pages are counted, a text that leads to the next one is its address. */
function nextCursor(
  operation: Operation,
  page: PageStyle,
  { holds }: EnvelopeMember,
  imports: Imports,
  read: Reader,
): Value {
  if (page.style === 'cursor' && page.seek)
    return { ...seekOn(operation, page, read), expression: lastKey(page) };
  if (page.style === 'cursor' && holds === 'number') return NEVER;
  if (page.style === 'cursor') return { expression: 'page.next', when: 'page.next !== undefined' };
  if (holds === 'text') return nextPage(operation, page, imports, read);
  if (page.style === 'page') return { expression: 'number + 1', when: 'page.hasMore' };
  if (page.style === 'offset')
    return { expression: asOffset('offset + limit', page), when: 'page.hasMore' };
  return NEVER;
}

const key = (name: string | undefined): string => propertyName(name ?? '');

/** The last argument of `pageUrl`, where a link is the path alone. */
const formOf = ({ isPath }: EnvelopeMember): string => (isPath ? ", 'path'" : '');

/** The address of the next page, or `undefined` at the end. */
export function nextLink(
  operation: Operation,
  page: PageStyle,
  imports: Imports,
  read: Reader,
): string {
  const { expression, when } = nextPage(operation, page, imports, read);
  return when === undefined ? expression : `${when} ? ${expression} : undefined`;
}

function nextPage(
  operation: Operation,
  page: PageStyle,
  imports: Imports,
  read: Reader,
  form = '',
): Value {
  if (page.style === 'none' || page.style === 'limit') return NEVER;
  imports.add(FILES.links, 'pageUrl');
  if (page.style === 'cursor' && page.seek) {
    const { expression, when } = seekOn(operation, page, read);
    return { expression: `pageUrl(request, ${expression}${form})`, ...(when && { when }) };
  }
  const target =
    page.style === 'cursor'
      ? `{ ${key(page.cursor)}: page.next }`
      : page.style === 'page'
        ? `{ ${key(page.page)}: number + 1 }`
        : `{ ${key(page.offset)}: ${asOffset('offset + limit', page)} }`;
  return { expression: `pageUrl(request, ${target}${form})`, when: 'page.hasMore' };
}

/** Pages before are known by number and offset; keyset cursors lead forward only. */
function previous(page: PageStyle, member: EnvelopeMember, imports: Imports): Value {
  if (page.style !== 'page' && page.style !== 'offset') return NEVER;
  const [when, name, value] =
    page.style === 'page'
      ? [`number > ${page.firstPage}`, key(page.page), 'number - 1']
      : ['offset > 0', key(page.offset), asOffset('Math.max(offset - limit, 0)', page)];
  if (member.role === 'previous-cursor' && member.holds !== 'text')
    return { expression: value, when };
  imports.add(FILES.links, 'pageUrl');
  return { expression: `pageUrl(request, { ${name}: ${value} }${formOf(member)})`, when };
}

const startOf = (page: PageStyle): string =>
  page.style === 'page'
    ? `{ ${key(page.page)}: ${page.firstPage} }`
    : page.style === 'offset'
      ? `{ ${key(page.offset)}: ${page.firstOffset} }`
      : page.style === 'cursor'
        ? `{ ${[page.cursor, page.seek?.before].flatMap((name) => (name === undefined ? [] : `${key(name)}: undefined`)).join(', ')} }`
        : '{}';

function lastLink(page: PageStyle, form: string): string {
  if (page.style === 'page') {
    const last =
      page.firstPage === 0
        ? 'Math.max(Math.ceil(total / limit) - 1, 0)'
        : 'Math.max(Math.ceil(total / limit), 1)';
    return `pageUrl(request, { ${key(page.page)}: ${last} }${form})`;
  }
  if (page.style === 'offset') {
    const last = asOffset('Math.max(Math.ceil(total / limit) - 1, 0) * limit', page);
    return `pageUrl(request, { ${key(page.offset)}: ${last} }${form})`;
  }
  return `pageUrl(request, {}${form})`;
}
