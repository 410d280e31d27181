import type { Expression } from '../../../spec/arazzo/expression.ts';
import { templateExpressions } from '../../../spec/arazzo/check-references.ts';
import type { Template } from '../../../spec/arazzo/template.ts';
import type { RequestStep } from '../../../spec/arazzo/types.ts';
import { tokensOf } from '../../../spec/pointer.ts';
import { literal, propertyName, stringLiteral, templateText } from '../../encode.ts';

/** What the expressions at one place of a test can see. */
export interface Sight {
  /** Variables that hold outputs of steps, by step and output. */
  readonly outputs: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The step that has just been done, and the variable that holds its answer. */
  readonly answer?: Answer;
  /** The variable that holds what the workflow of the step gave back. */
  readonly given?: string;
}

export interface Answer {
  readonly variable: string;
  readonly step: RequestStep;
  /** Whether the operation answers with JSON. */
  readonly isJson: boolean;
}

/** A runtime expression as TypeScript. Names and pointers in it are encoded for their places. */
export function expressionCode(expression: Expression, sight: Sight): string {
  const { answer, given = '', outputs } = sight;
  const variable = answer?.variable ?? given;
  switch (expression.of) {
    case 'statusCode':
      return `${variable}.statusCode`;
    case 'url':
      return `${variable}.raw.req.url`;
    case 'method':
      return answer ? stringLiteral(answer.step.method.toUpperCase()) : 'undefined';
    case 'header':
      return expression.side === 'response'
        ? access(`${variable}.headers`, expression.name)
        : access(`${variable}.raw.req.headers`, expression.name);
    case 'parameter': {
      const sent = answer?.step.parameters.find(
        ({ name, in: place }) => name === expression.name && place === expression.in,
      );
      return sent ? templateCode(sent.value, sight) : 'undefined';
    }
    case 'body': {
      if (expression.side === 'request')
        return sentCode(answer?.step.body?.payload, tokensOf(expression.pointer), sight);
      return answer?.isJson || expression.pointer !== ''
        ? follow(`${variable}.json()`, expression.pointer)
        : `${variable}.body`;
    }
    case 'input':
      return follow(access('inputs', expression.name), expression.pointer);
    case 'output':
      return follow(access(given, expression.name), expression.pointer);
    case 'step':
      return follow(
        outputs.get(expression.step)?.get(expression.output) ?? 'undefined',
        expression.pointer,
      );
  }
}

/** Part of what was sent. */
function sentCode(
  template: Template | undefined,
  [token, ...rest]: readonly string[],
  sight: Sight,
): string {
  if (template === undefined) return 'undefined';
  if (token === undefined) return templateCode(template, sight);
  if (template.kind === 'list') return sentCode(template.items[Number(token)], rest, sight);
  if (template.kind === 'object')
    return sentCode(template.members.find(([name]) => name === token)?.[1], rest, sight);
  return template.kind === 'expression'
    ? [token, ...rest].reduce(access, templateCode(template, sight))
    : 'undefined';
}

/** A value with what stands in it as TypeScript. */
export function templateCode(template: Template, sight: Sight): string {
  switch (template.kind) {
    case 'value':
      return literal(template.value);
    case 'expression':
      return expressionCode(template.expression, sight);
    case 'text':
      return `\`${template.parts.map((part) => (typeof part === 'string' ? templateText(part) : `\${String(${expressionCode(part, sight)})}`)).join('')}\``;
    case 'list':
      return `[${template.items.map((item) => templateCode(item, sight)).join(', ')}]`;
    case 'object': {
      const members = template.members.map(([name, member]) =>
        memberCode(name, templateCode(member, sight)),
      );
      return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
    }
  }
}

/** A member of an object literal, in short where its value is a variable of its name. */
export const memberCode = (name: string, value: string): string =>
  value === name ? name : `${propertyName(name)}: ${value}`;

/** A value as the text that travels in a header or an address. */
export function textCode(template: Template, sight: Sight): string {
  if (template.kind === 'value') return stringLiteral(String(template.value));
  const value = templateCode(template, sight);
  if (template.kind === 'text') return value;
  return template.kind === 'expression' ? `String(${value})` : `JSON.stringify(${value})`;
}

/** Whether nothing in a value has to be worked out. */
export const isFixed = (template: Template): boolean => templateExpressions(template).length === 0;

/** What a JSON Pointer leads to from an expression. */
const follow = (value: string, pointer: string): string => tokensOf(pointer).reduce(access, value);

/** A member of an object, or an element of a list, which may be shorter. */
function access(object: string, name: string): string {
  const isName = /^[A-Za-z_$][\w$]*$/.test(name);
  const key = isName ? name : `[${isIndex(name) ? name : stringLiteral(name)}]`;
  if (/\[\d+\]$/.test(object)) return `${object}?.${key}`;
  return isName ? `${object}.${key}` : `${object}${key}`;
}

const isIndex = (name: string): boolean => /^(?:0|[1-9]\d{0,8})$/.test(name);
