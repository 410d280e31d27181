import type { Operation } from '../../model/types.ts';
import { code } from '../code.ts';
import type { HandlerScope } from './handler-scope.ts';
import { parentLookup } from './lookup.ts';
import { type EntityNames, functionNames } from './names.ts';
import { FILES } from './values.ts';

/** The check that the parent exists, for what is listed under it or created in it. */
export function parentCheck(
  scope: HandlerScope,
  operation: Operation,
  names: EntityNames,
): Record<string, unknown> | undefined {
  const { index, liveOf } = scope;
  const found = parentLookup(
    operation,
    names.entity,
    (name) => index.entity(name)?.entity,
    (name) => liveOf(name).operations,
  );
  if (!found) return undefined;
  scope.imports.add(FILES.problem, 'notFound');
  return {
    find: scope.repository(found.parent.name, functionNames(found.parent).find),
    arguments: code(found.parameters.map(scope.read).join(', ')),
    label: found.parent.label,
  };
}
