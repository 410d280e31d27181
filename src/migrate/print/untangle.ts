import { inOrder, type Step } from '../plan/steps.ts';

/**
 * Steps with a name between where constraints or indexes change names with each other, since
 * PostgreSQL renames them one by one.
 */
export function untangled(steps: readonly Step[]): Step[] {
  const old = new Set(
    steps.flatMap((step) => {
      if (step.do === 'rename constraint') return [step.from];
      return step.do === 'rename index' ? [step.from.name] : [];
    }),
  );
  const first = steps.map((step): Step => {
    if (step.do === 'rename constraint' && old.has(step.to))
      return { ...step, to: between(step.to) };
    if (step.do === 'rename index' && old.has(step.to.name))
      return { ...step, to: { ...step.to, name: between(step.to.name) } };
    return step;
  });
  const second = steps.flatMap((step): Step[] => {
    if (step.do === 'rename constraint' && old.has(step.to))
      return [{ ...step, from: between(step.to) }];
    if (step.do === 'rename index' && old.has(step.to.name))
      return [{ ...step, from: { ...step.from, name: between(step.to.name) } }];
    return [];
  });
  return inOrder([...first, ...second]);
}

const between = (name: string): string => `${name}__new`;
