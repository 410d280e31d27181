import type { Operation } from '../../model/types.ts';
import { type Code, code } from '../code.ts';
import { entityBody, etagOf, versionBody } from './entity-body.ts';
import { filesOf } from './file-route.ts';
import { filesUnder } from './files-under.ts';
import type { HandlerScope } from './handler-scope.ts';
import { patchCall } from './json-patch-view.ts';
import { isGuarded, lookupKeys } from './lookup.ts';
import { type EntityNames, functionNames, writerName } from './names.ts';
import { writeShapes } from './write-shapes.ts';
import { sentBody } from './sent-body.ts';
import { callOf, servedCall } from './served-call.ts';
import { FILES } from './values.ts';

/** How a row is changed, replaced or deleted. */
export function writeHandler(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
): Record<string, unknown> {
  const { entity } = names;
  const { operations } = scope.liveOf(entity.name);
  scope.imports.add(FILES.problem, 'notFound');
  const keys = scope.keyArguments(operation, names);
  const guarded = isGuarded(operation);
  const content = operation.request?.contents[0];
  const called =
    operation.kind === 'delete'
      ? functionNames(entity).remove
      : writerOf(operation, names, operations);
  const write = scope.repository(entity.name, called);
  const input =
    content && operation.kind !== 'delete'
      ? sentBody(content, scope.style.body, scope.imports)
      : undefined;
  const variable = operation.kind === 'delete' ? 'deleted' : 'changed';
  const etag = operation.kind === 'delete' ? undefined : etagOf(scope, operation, names, variable);
  const access = scope.access('permit', 'changePermitted');
  if (guarded) scope.imports.add(FILES.conditional, access ? 'requireMatch' : 'changeMatching');
  return {
    isWrite: true,
    access,
    ...((access || guarded) && {
      lock: scope.repository(entity.name, functionNames(entity).lock),
      arguments: code(keys.join(', ')),
    }),
    usesReply: true,
    variable,
    etag,
    empty: operation.success.body.kind === 'none',
    call: servedCall(scope, operation, names, {
      ...(input !== undefined && { body: input }),
      core: (database, body) =>
        patchCall(
          scope,
          operation,
          names,
          { keys, shown: versionBody(scope, operation, names, 'current') },
          (inside) => callOf(write, inside, body === undefined ? keys : [...keys, body]),
        )(database),
      // Whoever asks for the row first hands on the transaction that holds it.
      ...((access || guarded) && { database: 'database' }),
      before: (database) =>
        callOf(scope.repository(entity.name, functionNames(entity).find), database, keys),
    }),
    label: entity.label,
    ...(operation.kind === 'delete' && goneFiles(scope, names, variable, keys)),
    status: code(String(operation.success.status)),
    body: code(entityBody(scope, operation, names, variable)),
    precondition: guarded ? preconditionOf(scope, operation, names) : undefined,
  };
}

/** The files that are gone with a row, its own and those of what goes with it. */
function goneFiles(
  scope: HandlerScope,
  names: EntityNames,
  variable: string,
  keys: readonly string[],
): Record<string, unknown> {
  const { entity } = names;
  const { operations } = scope.liveOf(entity.name);
  const under = filesUnder(entity, scope.index.model.entities, lookupKeys(entity, operations));
  const own = filesOf(names, variable, scope.imports);
  if (!under) return { gone: own };
  scope.imports.add(FILES.blobs, 'forget');
  return {
    under: {
      function: scope.repository(entity.name, under.function),
      arguments: code(keys.join(', ')),
    },
    gone: code([...(own ? [own.text] : []), '...files'].join(', ')),
  };
}

/** What there is of the row that `If-Match` names the version of. */
export function preconditionOf(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
): { of: Code; isOfRow: boolean } {
  const of = versionBody(scope, operation, names, 'row');
  return { of: code(of), isOfRow: of === 'row' };
}

/** The repository function that writes what an operation is sent. */
export function writerOf(
  operation: Operation,
  { entity }: EntityNames,
  operations: readonly Operation[],
): string {
  const wanted = operation.request?.contents[0]?.representation;
  for (const usage of ['replace', 'update'] as const) {
    const shapes = writeShapes(entity, operations, usage);
    const found = shapes.findIndex(({ name }) => name === wanted);
    const shape = shapes[found];
    if (shape) return writerName(entity, usage, found === 0, shape);
  }
  return `update${entity.name}`;
}
