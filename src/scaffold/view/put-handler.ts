import type { Operation } from '../../model/types.ts';
import { code } from '../code.ts';
import { entityBody, etagOf } from './entity-body.ts';
import type { HandlerScope } from './handler-scope.ts';
import { putName } from './inserts.ts';
import { isGuarded } from './lookup.ts';
import { type EntityNames, functionNames } from './names.ts';
import { parentCheck } from './parent-check.ts';
import { sentBody } from './sent-body.ts';
import { callOf } from './served-call.ts';
import { FILES } from './values.ts';
import { preconditionOf, writerOf } from './write-handler.ts';

/** The status of an answer to a PUT that made what was not there, if it is told (RFC 9110, section 9.3.4). */
export const madeStatus = ({ responses, success }: Operation): number =>
  responses.some(({ status }) => status === '201') ? 201 : success.status;

/** How a row is replaced, or made where there is none under the name that the path gives it. */
export function putHandler(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
): Record<string, unknown> {
  const { entity } = names;
  const { operations } = scope.liveOf(entity.name);
  const { name, within } = scope.insertion(operation, names);
  const content = operation.request?.contents[0];
  const body = content ? [sentBody(content, scope.style.body, scope.imports)] : [];
  const guarded = isGuarded(operation);
  const access = scope.access('permit', 'putPermitted');
  const mayMiss = guarded && !access;
  if (guarded) scope.imports.add(FILES.conditional, access ? 'requireMatch' : 'changeMatching');
  if (mayMiss) scope.imports.add(FILES.problem, 'preconditionFailed');
  const keys = scope.keyArguments(operation, names);
  const call = (name: string, database: string, values: readonly string[]) =>
    code(callOf(scope.repository(entity.name, name), database, [...values, ...body]));
  const made = madeStatus(operation);
  return {
    isWrite: true,
    puts: true,
    mayMiss,
    access,
    ...((access || guarded) && {
      lock: scope.repository(entity.name, functionNames(entity).lock),
      arguments: code(keys.join(', ')),
    }),
    usesReply: true,
    etag: etagOf(scope, operation, names, 'row'),
    empty: operation.success.body.kind === 'none',
    ...(access
      ? {
          replace: call(writerOf(operation, names, operations), 'database', keys),
          make: call(name, 'database', within),
        }
      : {
          call: call(putName(name), guarded ? 'database' : scope.style.database, within),
        }),
    label: entity.label,
    status: code(String(operation.success.status)),
    made: made === operation.success.status ? undefined : code(String(made)),
    body: code(entityBody(scope, operation, names, 'row')),
    parent: parentCheck(scope, operation, names),
    precondition: guarded ? preconditionOf(scope, operation, names) : undefined,
  };
}
