import type { Operation } from '../../model/types.ts';
import { code } from '../code.ts';
import { entityBody, etagOf } from './entity-body.ts';
import { member } from './field-type.ts';
import { fileRoute } from './file-route.ts';
import type { HandlerScope } from './handler-scope.ts';
import { lookupKeys } from './lookup.ts';
import { type EntityNames, functionNames } from './names.ts';
import { callOf, servedCall } from './served-call.ts';
import { FILES } from './values.ts';

/** How one row is found and shown, or told to be there. */
export function getHandler(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
): Record<string, unknown> {
  scope.imports.add(FILES.problem, 'notFound');
  const find = scope.repository(names.entity.name, functionNames(names.entity).find);
  const empty = operation.kind === 'exists' || operation.success.body.kind === 'none';
  const etag = empty ? undefined : etagOf(scope, operation, names, 'found');
  if (etag) scope.imports.add(FILES.conditional, 'isFresh', 'notModified');
  return {
    isGet: true,
    access: scope.access('permit'),
    etag,
    empty,
    call: servedCall(scope, operation, names, {
      core: (database) => callOf(find, database, scope.keyArguments(operation, names)),
    }),
    guards: guardsOf(scope, operation, names).map(code),
    label: names.entity.label,
    ...((operation.success.status !== 200 || empty) && {
      status: code(String(operation.success.status)),
    }),
    body: code(entityBody(scope, operation, names, 'found')),
  };
}

/** How the file of a row is read, written or removed. */
export function fileHandler(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
): Record<string, unknown> {
  scope.imports.add(FILES.problem, 'notFound');
  return fileRoute(operation, names, {
    imports: scope.imports,
    repository: (name) => scope.repository(names.entity.name, name),
    access: scope.access('permit'),
    keys: code(scope.keyArguments(operation, names).join(', ')),
    guards: guardsOf(scope, operation, names).map(code),
    shown: (variable) => code(entityBody(scope, operation, names, variable)),
  });
}

/** Scopes that this path has and other paths to the same entity have not. */
function guardsOf(scope: HandlerScope, operation: Operation, names: EntityNames): string[] {
  const { operations } = scope.liveOf(names.entity.name);
  const keys = new Set(lookupKeys(names.entity, operations).map(({ name }) => name));
  return operation.parameters
    .filter(
      ({ role, field, in: place }) =>
        place === 'path' &&
        (role === 'scope' || role === 'key') &&
        field !== undefined &&
        !keys.has(field),
    )
    .map((parameter) => `${member('found', parameter.field ?? '')} !== ${scope.read(parameter)}`);
}
