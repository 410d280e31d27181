import type { Operation, Parameter } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { templateText } from '../encode.ts';
import { entityBody, etagOf, textType } from './entity-body.ts';
import { isBig, isOptional, member } from './field-type.ts';
import type { HandlerScope } from './handler-scope.ts';
import { locatedBy, queryKey } from './lookup.ts';
import type { EntityNames } from './names.ts';
import { parentCheck } from './parent-check.ts';
import { beforeValue, pathText, textOfValue } from './path-style.ts';
import { sentBody } from './sent-body.ts';
import { callOf, servedCall } from './served-call.ts';

/** How a row is made of what a request brings. */
export function createHandler(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
): Record<string, unknown> {
  const { entity } = names;
  const { name, within } = scope.insertion(operation, names);
  const content = operation.request?.contents[0];
  const etag = etagOf(scope, operation, names, 'created');
  const write = scope.repository(entity.name, name);
  const location = locationOf(scope, operation, names);
  const empty = operation.success.body.kind === 'none';
  return {
    isCreate: true,
    access: scope.access('permit'),
    usesReply: true,
    etag,
    empty,
    isShown: !empty || etag !== undefined || location !== undefined,
    call: servedCall(scope, operation, names, {
      ...(content && { body: sentBody(content, scope.style.body, scope.imports) }),
      core: (database, body = '{}') => callOf(write, database, [...within, body]),
    }),
    status: code(String(operation.success.status)),
    location,
    textType: textType(operation, entity),
    body: code(entityBody(scope, operation, names, 'created')),
    parent: parentCheck(scope, operation, names),
  };
}

/** The URL of what was created, where a live `get` answers it (RFC 9110, section 10.2.2). */
function locationOf(
  scope: HandlerScope,
  operation: Operation,
  { entity }: EntityNames,
): Code | undefined {
  const { operations } = scope.liveOf(entity.name);
  const item = locatedBy(operation, operations);
  if (!item || operation.success.status !== 201) return undefined;
  const valueOf = (parameter: Parameter | undefined): string | undefined => {
    const field = entity.fields.find(({ name }) => name === parameter?.field);
    if (!field) return undefined;
    const read = member('created', field.name);
    const isText = !parameter?.encoded && !isBig(field) && !isOptional(field);
    const text = isText ? read : textOfValue(parameter ?? {}, read);
    return `\${encodeURIComponent(${text})}`;
  };
  const path = item.path.split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith('{')) return pathText(part);
    const parameter = item.parameters.find(
      ({ name, in: place }) => place === 'path' && name === part.slice(1, -1),
    );
    const value = valueOf(parameter);
    return parameter && value && `${beforeValue(parameter)}${value}`;
  });
  const key = queryKey(item);
  const query = key ? [templateText(`?${encodeURIComponent(key.name)}=`), valueOf(key)] : [];
  const parts = [...path, ...query];
  return parts.includes(undefined)
    ? undefined
    : code(`\`\${request.server.basePath}${parts.join('')}\``);
}
