import { ts } from 'ts-morph';
import { bare, valueSymbol, type HoleBody } from './hole-body.ts';
import { changingMembers } from './pure-globals.ts';

/** What a variable holds: the values it is given, and what is put into them. */
export interface PutInto {
  readonly values: readonly ts.Expression[];
  readonly contents: readonly ts.Expression[];
}

/** All that a variable is given in the body, and all that is put into it by its name. */
export function putInto(declaration: ts.VariableDeclaration, hole: HoleBody): PutInto {
  const values = declaration.initializer ? [declaration.initializer] : [];
  const contents: ts.Expression[] = [];
  const { name } = declaration;
  const symbol = ts.isIdentifier(name) ? hole.checker.getSymbolAtLocation(name) : undefined;
  const isIt = (node: ts.Expression) =>
    ts.isIdentifier(node) && symbol !== undefined && valueSymbol(node, hole.checker) === symbol;
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(node)) {
      if (isIt(node.left)) values.push(node.right);
      else if (!ts.isIdentifier(node.left) && isIt(rootOf(node.left))) contents.push(node.right);
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name: method } = node.expression;
      if (changingMembers.has(method.text) && isIt(rootOf(expression))) {
        contents.push(...node.arguments.filter((argument) => !ts.isFunctionLike(argument)));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(hole.body);
  return { values, contents };
}

/** Whether the operator writes its left side. */
export const isAssignment = ({ operatorToken: { kind } }: ts.BinaryExpression): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** The name at the start of `a.b[0].get('c')`. */
function rootOf(node: ts.Expression): ts.Expression {
  let at = bare(node);
  for (;;) {
    if (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) {
      at = bare(at.expression);
    } else if (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
      at = bare(at.expression.expression);
    } else {
      return at;
    }
  }
}

/** The expressions that a function returns, without those of functions within it. */
export function returnedBy(declaration: ts.Node): ts.Expression[] {
  if (ts.isArrowFunction(declaration) && !ts.isBlock(declaration.body)) return [declaration.body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(declaration, visit);
  return found;
}
