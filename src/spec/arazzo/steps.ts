import { type OpenApi, operationIn } from '../openapi.ts';
import type { Place } from '../read/place.ts';
import { sourcePointer } from '../read/source.ts';
import { type Action, actionsAt } from './actions.ts';
import { criteriaAt } from './criteria.ts';
import { LeftOut, notATest } from './left-out.ts';
import { type FoundOperation, operationById, operationByPath } from './operations.ts';
import { bodyAt, parametersAt, sentParameters } from './request.ts';
import type { SourceDescriptions } from './source-descriptions.ts';
import type { Move, RequestStep, Step, WorkflowReference, WorkflowStep } from './types.ts';
import { outputsAt, textAt } from './values.ts';

/** What the steps of a file are read with. */
export interface StepContext {
  readonly api: OpenApi;
  readonly descriptions: SourceDescriptions;
  /** The workflow that a step names, in this file or in another. @throws LeftOut */
  readonly workflowOf: (written: string, place: Place) => WorkflowReference;
}

/** Reads the steps of a workflow (Arazzo 1.0.1, section 4.6.5). @throws LeftOut */
export function stepsOf(workflow: Place, context: StepContext): Step[] {
  const places = workflow.child('steps').children;
  const steps = places.map((place) => stepAt(place, workflow, context));
  const ids = new Set<string>();
  steps.forEach(({ id }, index) => {
    const place = places[index]?.child('stepId') ?? workflow;
    if (ids.has(id)) throw new LeftOut('SW1401', place, `The step ${id} stands twice.`);
    ids.add(id);
  });
  steps.forEach((step, index) => {
    const moves = [...step.moves, ...(step.kind === 'request' ? step.detours : [])];
    const lost = moves.find(({ to }) => to !== undefined && !ids.has(to));
    if (lost)
      throw new LeftOut(
        'SW1402',
        places[index] ?? workflow,
        `There is no step ${lost.to ?? ''} in this workflow to go to. Correct the stepId.`,
      );
  });
  return steps;
}

function stepAt(place: Place, workflow: Place, context: StepContext): Step {
  const id = textAt(place.child('stepId'));
  const description = place.child('description').value;
  const onSuccess = actionsAt(place.child('onSuccess'), workflow.child('successActions'));
  const onFailure = actionsAt(place.child('onFailure'), workflow.child('failureActions'));
  const base = {
    id,
    ...(typeof description === 'string' && { description }),
    outputs: outputsAt(place.child('outputs')),
    criteria: criteriaAt(place.child('successCriteria')),
    moves: onSuccess.flatMap(moveOf),
    source: sourcePointer(place),
  };
  const parameters = parametersAt(workflow.child('parameters'), place.child('parameters'));
  const called = place.child('workflowId');
  if (called.value !== undefined) {
    const workflowStep: WorkflowStep = {
      ...base,
      kind: 'workflow',
      workflow: context.workflowOf(textAt(called), called),
      inputs: Object.fromEntries(
        parametersAt(place.child('parameters')).map(({ name, value }) => [name, value] as const),
      ),
    };
    return workflowStep;
  }
  const retry = onFailure.find((action) => action.type === 'retry');
  const operation = operationOf(place, context);
  const item = context.api.paths?.[operation.path];
  const declared = item && operationIn(item, operation.method)?.requestBody?.content;
  const body = bodyAt(place.child('requestBody'), Object.keys(declared ?? {}));
  const step: RequestStep = {
    ...base,
    kind: 'request',
    ...operation,
    parameters: sentParameters(parameters),
    ...(body && { body }),
    // A workflow that ends at a failure has failed, as it has without an action.
    detours: onFailure.flatMap((action) => (action.type === 'goto' ? moveOf(action) : [])),
    ...(retry && { retry: { limit: retry.limit, when: retry.when } }),
  };
  return step;
}

const moveOf = (action: Action): Move[] =>
  action.type === 'retry'
    ? []
    : [{ when: action.when, to: action.type === 'goto' ? action.step : undefined }];

function operationOf(place: Place, { api, descriptions }: StepContext) {
  const byPath = place.child('operationPath');
  const byId = place.child('operationId');
  const written = byPath.value === undefined ? byId : byPath;
  if (written.value === undefined)
    throw new LeftOut(
      'SW1401',
      place,
      'A step needs an operationId, an operationPath or a workflowId.',
    );
  const text = textAt(written);
  const found: FoundOperation =
    written === byPath
      ? operationByPath(text, api, descriptions)
      : operationById(text, api, descriptions);
  if (!('problem' in found)) return found;
  if (found.problem === 'elsewhere')
    throw notATest(written, `${text} is an operation of another service`);
  throw new LeftOut(
    'SW1402',
    written,
    `The description has no operation ${text}. Correct the name.`,
  );
}
