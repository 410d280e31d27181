import type { WorkflowTestView } from './workflow-test-view.ts';

/** What `tests/support/workflow.ts.hbs` must have; nothing where no workflow needs help. */
export function workflowSupport(views: readonly WorkflowTestView[]) {
  const text = views
    .flatMap(({ functions, tests }) => [...functions, ...tests].flatMap(({ lines }) => lines))
    .map(({ text: line }) => line)
    .join('\n');
  const uses = (name: string): boolean => new RegExp(`(?<![\\w.])${name}\\(`).test(text);
  const support = {
    folds: uses('fold'),
    selects: uses('select'),
    retries: uses('retry'),
    walks: uses('walk'),
  };
  return Object.values(support).some(Boolean) ? support : undefined;
}
