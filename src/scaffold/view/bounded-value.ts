import type { EnvelopeMember } from '../../model/types.ts';

/** What an answer tells of its list, as an expression. */
export interface Value {
  /** `undefined` where a list of this style never has it. */
  readonly expression: string;
  /** What must hold for it to be there, as it need not at the end of the list. */
  readonly when?: string;
}

/**
 * A number that an answer tells of its list, where the answer's schema allows it: an empty list has
 * a page where there must be one, and what need not be there is left out beyond its bounds.
 */
export function bounded(value: Value, member: EnvelopeMember): Value {
  const { role, minimum, maximum, required, nullable } = member;
  const isRaised = role === 'page-count' && minimum !== undefined;
  const expression = isRaised ? `Math.max(${value.expression}, ${minimum})` : value.expression;
  if (required && !nullable) return { ...value, expression };
  const conditions = [
    ...(value.when === undefined ? [] : [value.when]),
    ...(minimum === undefined || isRaised ? [] : [`${expression} >= ${minimum}`]),
    ...(maximum === undefined ? [] : [`${expression} <= ${maximum}`]),
  ];
  return conditions.length === 0 ? { expression } : { expression, when: conditions.join(' && ') };
}
