import { workflowExpressions } from '../../../spec/arazzo/check-references.ts';
import type { Workflow } from '../../../spec/arazzo/types.ts';

/** Outputs of steps that something uses, as `step output`. */
export function usedOutputs(workflow: Workflow, isCalled: boolean): Set<string> {
  const expressions = [
    ...workflowExpressions(workflow),
    ...(isCalled ? Object.values(workflow.outputs) : []),
  ];
  return new Set(
    expressions.flatMap((expression) =>
      expression.of === 'step' ? [`${expression.step} ${expression.output}`] : [],
    ),
  );
}
