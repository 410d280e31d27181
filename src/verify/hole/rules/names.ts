import { ts } from 'ts-morph';
import type { Breach, HoleRule } from '../hole-body.ts';

/**
 * Members that every object has, or that the language itself calls. An object of plain data has
 * none of them of its own; reading one leads to the functions that all objects share.
 */
const SHARED: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Function.prototype).filter(
    (name) => name !== 'name' && name !== 'length',
  ),
  'prototype',
  'callee',
  'then',
  'toJSON',
  'mainModule',
  'prepareStackTrace',
]);

/** Members that no expression may name, whatever declares them. */
const NEVER: ReadonlySet<string> = new Set(['constructor', '__proto__', 'prototype', 'callee']);

/** Whether a member of that name may belong to every object. */
export const isSharedName = (name: string): boolean => SHARED.has(name);

/** Names are plain ASCII, and none of them leads to what all objects share. */
export const names: HoleRule = (node, hole) => {
  if (ts.isIdentifier(node) && !/^[A-Za-z_$][\w$]*$/.test(node.getText(hole.source))) {
    return {
      code: 'SW4403',
      message: `The name ${node.text} is written with letters that can be taken for others, or with escapes. Use the letters a to z.`,
      node,
    };
  }
  const name = memberName(node);
  if (name === undefined) return undefined;
  if (isAccess(node) ? NEVER.has(name) : SHARED.has(name)) return refuse(name, node);
  return undefined;
};

const isAccess = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** The name that a node reads or declares as a member, where it is written down. */
function memberName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node)) return literalText(node.argumentExpression);
  if (
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isPropertySignature(node)
  ) {
    return propertyText(node.name);
  }
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const name = node.propertyName ?? (ts.isIdentifier(node.name) ? node.name : undefined);
    return name && propertyText(name);
  }
  if (ts.isIndexedAccessTypeNode(node) && ts.isLiteralTypeNode(node.indexType)) {
    return literalText(node.indexType.literal);
  }
  return undefined;
}

function propertyText(name: ts.PropertyName): string | undefined {
  if (ts.isComputedPropertyName(name)) return literalText(name.expression);
  return name.text;
}

/** The text of a literal, however it is quoted. */
export function literalText(node: ts.Node): string | undefined {
  return ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) ? node.text : undefined;
}

const refuse = (name: string, node: ts.Node): Breach => ({
  code: 'SW4407',
  message: `The member ${name} belongs to all objects alike; a body must not read or declare it. Give the value another name.`,
  node,
});
