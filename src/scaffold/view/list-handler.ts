import type { Operation } from '../../model/types.ts';
import { code } from '../code.ts';
import { stringLiteral } from '../encode.ts';
import { filterName } from './filters.ts';
import { filterValue } from './handler-values.ts';
import type { HandlerScope } from './handler-scope.ts';
import { conditionName } from './access-view.ts';
import { type EntityNames, functionNames, presenterName } from './names.ts';
import { objectLiteral } from './object-literal.ts';
import { envelopeMembers, nextLink } from './page-answer.ts';
import { noPages, pagingView } from './paging.ts';
import { parentCheck } from './parent-check.ts';
import { needsTotal } from './repository-view.ts';
import { seekView } from './seek-view.ts';
import { isAllStreams, servedIn, streamedList } from './streamed-list.ts';
import { FILES } from './values.ts';

/** How a list is narrowed, cut into pages and answered. */
export function listHandler(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
): Record<string, unknown> {
  const { entity } = names;
  const page = operation.page ?? noPages;
  const functions = functionNames(entity);
  const filters = operation.parameters.filter(
    ({ role, field }) =>
      (['filter', 'scope', 'key'].includes(role) && field !== undefined) || role === 'search',
  );
  const permitted = `await permitRows(request, { operation: ${stringLiteral(operation.id)} })`;
  const filter = objectLiteral([
    ...filters.map((parameter) => ({
      path: [filterName(parameter, entity)],
      expression: filterValue(parameter, entity, scope.read),
    })),
    ...(scope.access('permitRows')
      ? [{ path: [conditionName(entity)], expression: permitted }]
      : []),
  ]);
  const paging = pagingView(operation, page, scope.imports, scope.read);
  const body = operation.success.body.kind === 'list' ? operation.success.body : undefined;
  const seek = seekView(operation, entity, scope.imports, scope.read);
  scope.repository(entity.name, `type ${functions.filter}`);
  const prelude = [
    ...paging.prelude,
    ...seek.prelude,
    `const filter: ${functions.filter} = ${filter};`,
  ];
  const headers: string[] = [];
  if (needsTotal(operation)) {
    headers.push(
      `const total = await ${scope.repository(entity.name, functions.count)}(${scope.style.database}, filter);`,
    );
  }
  if (page.totalHeader !== undefined)
    headers.push(`reply.header(${stringLiteral(page.totalHeader.toLowerCase())}, String(total));`);
  if (page.cursorHeader !== undefined && page.style === 'cursor' && !page.seek) {
    headers.push(
      `if (page.next !== undefined) reply.header(${stringLiteral(page.cursorHeader.toLowerCase())}, page.next);`,
    );
  }
  if (page.linkHeader && page.style !== 'none' && page.style !== 'limit') {
    scope.imports.add(FILES.links, 'linkHeader');
    headers.push(`const next = ${nextLink(operation, page, scope.imports, scope.read)};`);
    headers.push(`if (next !== undefined) reply.header('link', linkHeader({ next }));`);
  }
  const answer = listBody(scope, operation, names, body);
  const order = scope.lists.order(operation, names.entity);
  const tellsMore = [...headers, answer].some((text) => /\bpage\.(?:hasMore|next)\b/.test(text));
  const window = [
    `order: ${order}`,
    ...paging.window,
    ...(tellsMore ? ['more: true'] : []),
    ...seek.window,
  ];
  const isOther = operation.success.status !== 200;
  const streams =
    operation.success.streams &&
    streamedList(operation, names, {
      database: scope.style.database,
      list: functions.list,
      order,
      imports: scope.imports,
    });
  return {
    isList: true,
    tellsMore: tellsMore || streams?.all !== undefined,
    usesReply: isOther || headers.some((line) => line.includes('reply.')),
    function: scope.repository(entity.name, functions.list),
    prelude: prelude.map(code),
    window: code(window.join(', ')),
    headers: headers.map(code),
    ...(isOther && { status: code(String(operation.success.status)) }),
    body: code(answer),
    ...(streams && {
      usesReply: true,
      ...(servedIn(operation.success).length > 1 && { usesRequest: true }),
      isStreamOnly: isAllStreams(operation) && operation.page?.style === 'none',
      isStreamed: isAllStreams(operation),
      streams,
    }),
    parent: parentCheck(scope, operation, names),
  };
}

function listBody(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
  body: Extract<Operation['success']['body'], { kind: 'entity' | 'list' }> | undefined,
): string {
  const present = body && presenterName(names, body.representation);
  if (present !== undefined) scope.imports.add(names.file, present);
  const items = present === undefined ? 'page.items' : `page.items.map(${present})`;
  if (!body || body.path.length === 0) return items;
  const envelope = envelopeMembers(
    operation,
    operation.page ?? noPages,
    body.envelope,
    scope.imports,
    scope.read,
  );
  return objectLiteral([{ path: body.path, expression: items }, ...envelope]);
}
