import type { BusinessRule } from './types.ts';

/** `x-business-rules`: sentences, or sentences with examples. */
export function businessRules(value: unknown): BusinessRule[] {
  const list = Array.isArray(value) ? value : [];
  return list.flatMap((rule: unknown): BusinessRule[] => {
    if (typeof rule === 'string') return [{ rule, examples: [] }];
    const text = memberOf(rule, 'rule');
    if (typeof text !== 'string') return [];
    const examples = memberOf(rule, 'examples');
    return [{ rule: text, examples: Array.isArray(examples) ? examples.flatMap(exampleOf) : [] }];
  });
}

function exampleOf(example: unknown): BusinessRule['examples'][number][] {
  if (typeof example !== 'object' || example === null) return [];
  const text = (name: string) => {
    const value = memberOf(example, name) ?? '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return [{ given: text('given'), when: text('when'), then: text('then') }];
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
