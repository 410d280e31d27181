import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SchemaPlan } from './plan-steps.ts';
import type { Step } from './steps.ts';

/** What instances of the earlier version cannot live with, and how to do it in two releases. */
export function breaking(name: string, plan: SchemaPlan | undefined): Diagnostic[] {
  const reasons = (plan?.steps ?? []).flatMap(reasonOf);
  if (reasons.length === 0) return [];
  const told =
    reasons.length > 3 ? [...reasons.slice(0, 3), `${reasons.length - 3} more`] : reasons;
  return [
    diagnostic(
      'SW5516',
      'info',
      `Instances of the earlier version fail once ${name} is applied: ${told.join('; ')}. Stop them first, or expand and contract: add the new form beside the old one in one release, and remove the old one in the next.`,
    ),
  ];
}

function reasonOf(step: Step): string[] {
  switch (step.do) {
    case 'rename table':
      return [`${step.from} becomes ${step.to}`];
    case 'rename column':
      return [`${step.table}.${step.from} becomes ${step.to}`];
    case 'drop table':
      return [`${step.table.name} is gone`];
    case 'drop column':
      return [`${step.table}.${step.column.name} is gone`];
    case 'add column':
      return step.column.notNull && !step.column.counted
        ? [`${step.table}.${step.column.name} must be written`]
        : [];
    case 'alter column':
      return step.before.type === step.after.type
        ? []
        : [`${step.table}.${step.after.name} becomes ${step.after.type}`];
    default:
      return [];
  }
}
