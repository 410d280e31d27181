import type { Condition } from './condition.ts';
import type { Expression } from './expression.ts';
import type { Template } from './template.ts';
import type { Criterion, Step, Workflow, WorkflowReference } from './types.ts';

/** Expressions of a workflow that speak of an input, a step or an output that it does not have. */
export function referenceFaults(workflow: Workflow): string[] {
  const { inputs, steps, outputs } = workflow;
  const known = new Set(Object.keys(inputs?.properties ?? {}));
  const before = new Map<string, Step>();
  const isOrdered = steps.every(
    (step) => step.moves.every(isEnd) && (step.kind === 'workflow' || step.detours.length === 0),
  );
  if (!isOrdered) for (const step of steps) before.set(step.id, step);
  const faults: string[] = [];
  const look = (expression: Expression, seen: 'nothing' | Step['kind']): void => {
    const fault = sightFault(expression, seen);
    if (fault !== undefined) faults.push(`In the workflow ${workflow.id}, ${fault}.`);
    if (expression.of === 'input' && !known.has(expression.name))
      faults.push(
        `The workflow ${workflow.id} uses the input ${expression.name}, which its inputs do not declare.`,
      );
    if (expression.of !== 'step') return;
    const step = before.get(expression.step);
    if (step === undefined || !Object.hasOwn(step.outputs, expression.output))
      faults.push(
        `The workflow ${workflow.id} uses the output ${expression.output} of the step ${expression.step}, and no such step before has it.`,
      );
  };
  for (const step of steps) {
    for (const one of requestExpressions(step)) look(one, 'nothing');
    before.set(step.id, step);
    for (const one of answerExpressions(step)) look(one, step.kind);
  }
  for (const one of Object.values(outputs)) look(one, 'nothing');
  return faults;
}

/** Why an expression means nothing where it stands: what has been seen there is not what it speaks of. */
function sightFault({ of: what }: Expression, seen: 'nothing' | Step['kind']): string | undefined {
  if (what === 'input' || what === 'step') return undefined;
  if (what === 'output')
    return seen === 'workflow'
      ? undefined
      : '$outputs stands where no workflow has been called; use $steps';
  return seen === 'request' ? undefined : `the ${what} of a message is used where there is none`;
}

/** Outputs of a called workflow that a step uses and that it does not have. */
export function calledFaults(
  { steps }: Workflow,
  find: (reference: WorkflowReference) => Workflow | undefined,
): string[] {
  return steps.flatMap((step) => {
    const called = step.kind === 'workflow' ? find(step.workflow) : undefined;
    if (called === undefined) return [];
    return answerExpressions(step).flatMap((expression) =>
      expression.of === 'output' && !Object.hasOwn(called.outputs, expression.name)
        ? [
            `The workflow ${called.id} has no output ${expression.name}, which the step ${step.id} uses.`,
          ]
        : [],
    );
  });
}

/** Every expression in the steps of a workflow. */
export const workflowExpressions = ({ steps }: Workflow): Expression[] =>
  steps.flatMap((step) => [...requestExpressions(step), ...answerExpressions(step)]);

const isEnd = ({ to }: { readonly to: string | undefined }): boolean => to === undefined;

function requestExpressions(step: Step): Expression[] {
  if (step.kind === 'workflow') return Object.values(step.inputs).flatMap(templateExpressions);
  return [
    ...step.parameters.flatMap(({ value }) => templateExpressions(value)),
    ...(step.body ? templateExpressions(step.body.payload) : []),
  ];
}

function answerExpressions(step: Step): Expression[] {
  const moves = [...step.moves, ...(step.kind === 'request' ? step.detours : [])];
  const criteria = [
    ...step.criteria,
    ...moves.flatMap(({ when }) => when),
    ...(step.kind === 'request' ? (step.retry?.when ?? []) : []),
  ];
  return [...criteria.flatMap(criterionExpressions), ...Object.values(step.outputs)];
}

const criterionExpressions = (criterion: Criterion): Expression[] =>
  criterion.type === 'simple' ? conditionExpressions(criterion.condition) : [criterion.context];

function conditionExpressions(condition: Condition): Expression[] {
  switch (condition.kind) {
    case 'value':
      return [];
    case 'expression':
      return [condition.expression];
    case 'compare':
      return [condition.left, condition.right].flatMap(conditionExpressions);
    case 'not':
      return conditionExpressions(condition.part);
    default:
      return condition.parts.flatMap(conditionExpressions);
  }
}

/** Every expression of a template. */
export function templateExpressions(template: Template): Expression[] {
  switch (template.kind) {
    case 'value':
      return [];
    case 'expression':
      return [template.expression];
    case 'text':
      return template.parts.filter((part) => typeof part !== 'string');
    case 'list':
      return template.items.flatMap(templateExpressions);
    default:
      return template.members.flatMap(([, member]) => templateExpressions(member));
  }
}
