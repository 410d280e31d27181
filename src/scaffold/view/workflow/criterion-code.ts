import type { Comparison, Condition } from '../../../spec/arazzo/condition.ts';
import type { Expression } from '../../../spec/arazzo/expression.ts';
import type { Criterion } from '../../../spec/arazzo/types.ts';
import { literal, stringLiteral } from '../../encode.ts';
import { expressionCode, type Sight } from './expression-code.ts';

/** Statements that hold an answer to a criterion. */
export function assertions(criterion: Criterion, sight: Sight): string[] {
  if (criterion.type === 'simple')
    return conditionAssertions(criterion.condition, criterion.text, sight);
  return criterion.type === 'regex'
    ? [`expect(${searched(criterion.context, sight)}).toMatch(${patternCode(criterion)});`]
    : [`expect(${selection(criterion, sight)}).not.toEqual([]);`];
}

/** A criterion as an expression that is true or false. */
export function isMet(criterion: Criterion, sight: Sight): string {
  if (criterion.type === 'simple') return conditionCode(criterion.condition, sight);
  if (criterion.type === 'jsonpath') return `${selection(criterion, sight)}.length > 0`;
  return `${patternCode(criterion)}.test(${searched(criterion.context, sight)})`;
}

/** The text in which a pattern is looked for: a whole body as it was sent. */
function searched(context: Expression, sight: Sight): string {
  const isBody = context.of === 'body' && context.side === 'response' && context.pointer === '';
  return isBody
    ? `${sight.answer?.variable ?? ''}.body`
    : `String(${expressionCode(context, sight)})`;
}

/** All of several criteria; none is met always. */
export const areMet = (criteria: readonly Criterion[], sight: Sight): string =>
  criteria.length === 0
    ? 'true'
    : criteria.map((one) => parenthesised(isMet(one, sight), criteria.length > 1)).join(' && ');

const parenthesised = (text: string, isNeeded: boolean): string =>
  isNeeded && /\|\|/.test(text) ? `(${text})` : text;

const patternCode = ({ pattern, flags }: Extract<Criterion, { type: 'regex' }>): string =>
  `new RegExp(${stringLiteral(pattern)}${flags === '' ? '' : `, ${stringLiteral(flags)}`})`;

function selection(criterion: Extract<Criterion, { type: 'jsonpath' }>, sight: Sight): string {
  const value = expressionCode(criterion.context, sight);
  return `select(${criterion.isWrapped ? `[${value}]` : value}, ${stringLiteral(criterion.path)})`;
}

const NUMERIC = {
  '<': 'toBeLessThan',
  '<=': 'toBeLessThanOrEqual',
  '>': 'toBeGreaterThan',
  '>=': 'toBeGreaterThanOrEqual',
} as const;

function conditionAssertions(condition: Condition, text: string, sight: Sight): string[] {
  if (condition.kind === 'all')
    return condition.parts.flatMap((part) => conditionAssertions(part, text, sight));
  if (condition.kind !== 'compare')
    return [`expect(${conditionCode(condition, sight)}, ${stringLiteral(text)}).toBe(true);`];
  const { operator, left, right } = condition;
  if (operator !== '==' && operator !== '!=')
    return [
      `expect(${numberCode(left, sight)}).${NUMERIC[operator]}(${numberCode(right, sight)});`,
    ];
  const [one, other] = comparable(left, right, sight);
  const shown = isStatus(left) ? `, ${sight.answer?.variable ?? ''}.body` : '';
  return [`expect(${one}${shown}).${operator === '!=' ? 'not.' : ''}toBe(${other});`];
}

const isStatus = (condition: Condition): boolean =>
  condition.kind === 'expression' && condition.expression.of === 'statusCode';

function conditionCode(condition: Condition, sight: Sight): string {
  switch (condition.kind) {
    case 'value':
      return literal(condition.value);
    case 'expression':
      return `Boolean(${expressionCode(condition.expression, sight)})`;
    case 'not':
      return `!(${conditionCode(condition.part, sight)})`;
    case 'all':
    case 'any':
      return condition.parts
        .map((part) => {
          const text = conditionCode(part, sight);
          return part.kind === 'any' || part.kind === 'all' ? `(${text})` : text;
        })
        .join(condition.kind === 'all' ? ' && ' : ' || ');
    case 'compare': {
      const { operator, left, right } = condition;
      if (operator !== '==' && operator !== '!=')
        return `${numberCode(left, sight)} ${operator} ${numberCode(right, sight)}`;
      const [one, other] = comparable(left, right, sight);
      return `${one} ${SAME[operator]} ${other}`;
    }
  }
}

const SAME: Readonly<Record<'==' | '!=', string>> = { '==': '===', '!=': '!==' } satisfies Partial<
  Record<Comparison, string>
>;

/** Two values as they are compared: texts without regard to case, numbers as numbers. */
function comparable(left: Condition, right: Condition, sight: Sight): [string, string] {
  const constant = [left, right].find((side) => side.kind === 'value');
  if (constant === undefined || (typeof constant.value === 'string' && hasCase(constant.value)))
    return [foldCode(left, sight), foldCode(right, sight)];
  const isText = [left, right].some(isHeader) && typeof constant.value === 'number';
  return isText
    ? [numberCode(left, sight), numberCode(right, sight)]
    : [operandCode(left, sight), operandCode(right, sight)];
}

const hasCase = (text: string): boolean => text.toLowerCase() !== text.toUpperCase();

const isHeader = (condition: Condition): boolean =>
  condition.kind === 'expression' && condition.expression.of === 'header';

const foldCode = (condition: Condition, sight: Sight): string =>
  condition.kind === 'value' && typeof condition.value === 'string'
    ? stringLiteral(condition.value.toLowerCase())
    : `fold(${operandCode(condition, sight)})`;

const operandCode = (condition: Condition, sight: Sight): string =>
  condition.kind === 'expression'
    ? expressionCode(condition.expression, sight)
    : conditionCode(condition, sight);

function numberCode(condition: Condition, sight: Sight): string {
  if (condition.kind === 'value') return String(Number(condition.value));
  const value = operandCode(condition, sight);
  return isStatus(condition) ? value : `Number(${value})`;
}
