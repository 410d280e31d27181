import { objectShape } from './object-shape.ts';
import type { ShapeUse } from './properties.ts';
import { resolved, type Schemas } from './schema-shape.ts';
import type { BusinessRule, JsonValue, RuleExample } from './types.ts';

/** `x-business-rules`: sentences, or sentences with examples. What is neither is left out. */
export function businessRules(value: unknown): BusinessRule[] {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.flatMap((rule: unknown): BusinessRule[] => {
    if (typeof rule === 'string') return [{ rule, examples: [] }];
    const text = memberOf(rule, 'rule');
    if (typeof text !== 'string') return [];
    const examples = memberOf(rule, 'examples');
    return [{ rule: text, examples: Array.isArray(examples) ? examples.flatMap(exampleOf) : [] }];
  });
}

/** Why `x-business-rules` is not understood, as a sentence; nothing where all of it is. */
export function rulesFinding(value: unknown): string | undefined {
  if (typeof value !== 'string' && !Array.isArray(value))
    return 'x-business-rules should be a list of sentences, or of { rule, examples }.';
  const rules = [value].flat();
  const isRule = (rule: unknown) =>
    typeof rule === 'string' || typeof memberOf(rule, 'rule') === 'string';
  if (!rules.every(isRule))
    return 'Each of x-business-rules should be a sentence, or { rule, examples: [{ given, when, then }] }.';
  const examples = rules.flatMap((rule: unknown) => memberOf(rule, 'examples') ?? []);
  return examples.every((example) => exampleOf(example).length === 1)
    ? undefined
    : 'Each example of a rule should have a then, and may have given and when.';
}

/** The rules of an entity's schemas and of their properties, each once. */
export function entityRules(uses: readonly ShapeUse[], schemas: Schemas): BusinessRule[] {
  const found = new Map<string, BusinessRule>();
  const keep = (rules: readonly BusinessRule[]) => {
    for (const rule of rules) if (!found.has(rule.rule)) found.set(rule.rule, rule);
  };
  for (const { schema } of uses) {
    keep(rulesWithin(schema, schemas, 0));
    for (const [name, { schema: property }] of objectShape(schema, schemas)?.properties ?? [])
      keep(
        businessRules(resolved(property, schemas)['x-business-rules']).map((own) => ({
          ...own,
          rule: `${name}: ${own.rule}`,
        })),
      );
  }
  return [...found.values()];
}

const MAX_DEPTH = 20;

/** Rules of a schema and of what it is composed of. */
function rulesWithin(
  schema: ShapeUse['schema'] | boolean,
  schemas: Schemas,
  depth: number,
): BusinessRule[] {
  const own = resolved(schema, schemas);
  if (depth > MAX_DEPTH) return [];
  return [
    ...businessRules(own['x-business-rules']),
    ...(own.allOf ?? []).flatMap((part) => rulesWithin(part, schemas, depth + 1)),
  ];
}

function exampleOf(example: unknown): RuleExample[] {
  const then = memberOf(example, 'then');
  if (then === undefined) return [];
  const part = (name: string) => (memberOf(example, name) ?? '') as JsonValue;
  return [{ given: part('given'), when: part('when'), then: then as JsonValue }];
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
