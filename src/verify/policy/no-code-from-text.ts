import { ts } from '@ts-morph/common';
import type { NodePolicy } from './policy.ts';

/** Text of a description must never become code: not by `eval`, `Function`, nor a computed import. */
export const noCodeFromText: NodePolicy = {
  code: 'SW4103',
  breaks(node) {
    if (ts.isIdentifier(node) && node.text === 'eval' && !isMemberName(node)) {
      return 'eval runs text as code; the template must write the code itself.';
    }
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
    if (isGlobal(node.expression, 'Function')) {
      return 'Function makes code from text; the template must write the code itself.';
    }
    const [argument] = node.arguments ?? [];
    const computed = argument === undefined || !ts.isStringLiteralLike(argument);
    return node.expression.kind === ts.SyntaxKind.ImportKeyword && computed
      ? 'A dynamic import must name its module as a literal, or nobody can tell what it loads.'
      : undefined;
  },
};

/** `Function`, or `globalThis.Function`. */
function isGlobal(node: ts.Expression, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === name &&
    ts.isIdentifier(node.expression) &&
    /^(?:globalThis|global)$/.test(node.expression.text)
  );
}

/** A field that a description calls `eval` is only a name, unless it is one of the global object. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return !isGlobal(parent, 'eval');
  }
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isMethodDeclaration(parent)) &&
    parent.name === node
  );
}
