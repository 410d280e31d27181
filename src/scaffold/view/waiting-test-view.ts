import { hasOwnLogic } from '../../model/holes.ts';
import { isSecured } from '../../model/is-secured.ts';
import type { Entity, Operation, ServiceModel } from '../../model/types.ts';
import { code } from '../code.ts';
import { isCallable } from './callable.ts';
import { isGuarded } from './lookup.ts';
import { isScalar, sampleUrl, urlOf } from './test-url.ts';

/**
 * Operations that wait for business logic and that a test can ask for, each with whether it is asked
 * for what a test has made.
 *
 * @param finds whether an operation finds what tests make of the entity
 * @param make the function by which tests make one
 */
export function waitingTestViews(
  operations: readonly Operation[],
  entity: Entity | undefined,
  finds: (operation: Operation) => boolean,
  make: string | undefined,
  model: ServiceModel,
) {
  const isDeleted = (hole: Operation) => hole.kind === 'delete' && hole.proceeds === true;
  const findsMade = (hole: Operation) =>
    isDeleted(hole) && hole.entity === entity?.name && finds(hole);
  // Who may delete a row is asked when there is one, and so is which version is to go.
  const asksFirst = (hole: Operation) => isDeleted(hole) && (isSecured(model) || isGuarded(hole));
  return operations
    .filter((hole) => hasOwnLogic(hole) && isCallable(hole, model) && isReachable(hole, model))
    .filter((hole) => findsMade(hole) || !asksFirst(hole))
    .map((hole) => {
      const isTaken = TEST_NAMES.has(hole.id) || hole.id === make;
      const local = isTaken ? `${hole.id}Logic` : hole.id;
      const isMade = findsMade(hole);
      return {
        id: hole.id,
        local,
        imported: code(local === hole.id ? local : `${hole.id} as ${local}`),
        method: hole.method.toUpperCase(),
        url: code(isMade ? urlOf(hole, 'params') : sampleUrl(hole, model)),
        isMade,
      };
    });
}

/** What a test file imports or declares for itself. */
const TEST_NAMES: ReadonlySet<string> = new Set(
  'afterAll afterEach app beforeAll call database describe emptyTables expect isOpen startService test'.split(
    ' ',
  ),
);

/** Holes that a request without a body or parameters reaches; those of a path stand there as they are. */
const isReachable = ({ request, parameters, method }: Operation, model: ServiceModel): boolean =>
  request === undefined &&
  !parameters.some((parameter) =>
    parameter.in === 'path' ? !isScalar(parameter, model) : parameter.required,
  ) &&
  !['trace', 'head'].includes(method);
