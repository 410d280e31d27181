import { ts } from 'ts-morph';
import {
  bare,
  descendants,
  isValue,
  valueSymbol,
  type Breach,
  type HoleBody,
  type HoleRule,
} from '../hole-body.ts';
import { isAssignment } from '../where-values-go.ts';

const { SyntaxKind: Kind } = ts;

/** Methods by which a list grows. */
const growing: ReadonlySet<string> = new Set(['push', 'unshift', 'splice', 'add', 'set']);

/**
 * No loop of which it can be seen that it has no end: its condition never changes and nothing
 * leaves it, it counts away from its bound, or it fills what it walks over. What cannot be seen is
 * left to the sandbox's limit of time.
 */
export const loops: HoleRule = (node, hole) => {
  if (ts.isForOfStatement(node)) return fillsItself(node, hole);
  if (ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    return callsItselfAlways(node, hole);
  }
  if (!ts.isWhileStatement(node) && !ts.isDoStatement(node) && !ts.isForStatement(node)) {
    return undefined;
  }
  if (leaves(node.statement, hole)) return undefined;
  const condition = ts.isForStatement(node) ? node.condition : node.expression;
  if (!condition || isAlways(condition)) {
    return refuse(node, 'Its condition always holds and nothing leaves it. Give it a bound.');
  }
  if (!mayChange(condition, node, hole)) {
    return refuse(
      node,
      'Nothing in it changes what its condition asks. Change it, or leave the loop.',
    );
  }
  return ts.isForStatement(node) && countsAway(condition, node.incrementor)
    ? refuse(node, 'It counts away from its bound.')
    : undefined;
};

type Loop = ts.WhileStatement | ts.DoStatement | ts.ForStatement;

/** A condition made of nothing but values that are written down, and true. */
function isAlways(condition: ts.Expression): boolean {
  return constantTruth(condition) === true;
}

function constantTruth(expression: ts.Expression): boolean | undefined {
  const node = bare(expression);
  if (node.kind === Kind.TrueKeyword) return true;
  if (node.kind === Kind.FalseKeyword || node.kind === Kind.NullKeyword) return false;
  if (ts.isNumericLiteral(node)) return Number(node.text) !== 0;
  if (ts.isStringLiteralLike(node)) return node.text !== '';
  if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node) && node.operator === Kind.ExclamationToken) {
    const truth = constantTruth(node.operand);
    return truth === undefined ? undefined : !truth;
  }
  return undefined;
}

/** Whether a statement of the loop ends it: `return`, `throw` or its own `break`, where reached. */
function leaves(statement: ts.Statement, hole: HoleBody): boolean {
  const search = (node: ts.Node, ownBreak: boolean): boolean => {
    if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) return true;
    if (ts.isBreakStatement(node)) return ownBreak;
    if (ts.isFunctionLike(node)) return false;
    if (ts.isIfStatement(node)) {
      const truth = constantTruth(node.expression);
      const then = truth !== false && search(node.thenStatement, ownBreak);
      return (
        then || (truth !== true && !!node.elseStatement && search(node.elseStatement, ownBreak))
      );
    }
    if (ts.isTryStatement(node) && node.catchClause) {
      // What is thrown in it is caught in it.
      return (
        descendants(node.tryBlock).some(
          (it) => ts.isReturnStatement(it) || ts.isBreakStatement(it),
        ) || search(node.catchClause, ownBreak)
      );
    }
    const inner = ownBreak && !ts.isIterationStatement(node, false) && !ts.isSwitchStatement(node);
    return ts.forEachChild(node, (child) => search(child, inner) || undefined) ?? false;
  };
  return hole.body !== statement && search(statement, true);
}

/** Whether the condition asks for something that can be another in the next round. */
function mayChange(condition: ts.Expression, loop: Loop, { checker }: HoleBody): boolean {
  const parts = [condition, ...descendants(condition)];
  if (parts.some((it) => ts.isCallExpression(it) || ts.isAwaitExpression(it))) return true;
  const asked = new Set(
    parts
      .filter(ts.isIdentifier)
      .filter(isValue)
      .map((name) => valueSymbol(name, checker)),
  );
  const isAsked = (node: ts.Node) => ts.isIdentifier(node) && asked.has(valueSymbol(node, checker));
  const reads = parts.some(
    (it) => ts.isPropertyAccessExpression(it) || ts.isElementAccessExpression(it),
  );
  return descendants(loop).some((it) => {
    if (ts.isBinaryExpression(it) && isAssignment(it)) {
      return [it.left, ...descendants(it.left)].some(isAsked);
    }
    if (ts.isPrefixUnaryExpression(it) || ts.isPostfixUnaryExpression(it)) {
      const counts = it.operator === Kind.PlusPlusToken || it.operator === Kind.MinusMinusToken;
      return counts && [it.operand, ...descendants(it.operand)].some(isAsked);
    }
    // A list may change by any call in the loop, by whatever name.
    return reads && asked.size > 0 && ts.isCallExpression(it);
  });
}

/** `for (…; i < n; i--)`. */
function countsAway(condition: ts.Expression, incrementor: ts.Expression | undefined): boolean {
  const test = bare(condition);
  if (!incrementor || !ts.isBinaryExpression(test) || !ts.isIdentifier(test.left)) return false;
  const step = stepOf(bare(incrementor), test.left.text);
  const { kind } = test.operatorToken;
  if (kind === Kind.LessThanToken || kind === Kind.LessThanEqualsToken)
    return step !== undefined && step <= 0;
  if (kind !== Kind.GreaterThanToken && kind !== Kind.GreaterThanEqualsToken) return step === 0;
  return step !== undefined && step >= 0;
}

function stepOf(node: ts.Expression, name: string): number | undefined {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    if (!ts.isIdentifier(node.operand) || node.operand.text !== name) return undefined;
    return node.operator === Kind.PlusPlusToken ? 1 : -1;
  }
  if (!ts.isBinaryExpression(node) || !ts.isIdentifier(node.left)) return undefined;
  if (node.left.text !== name || !ts.isNumericLiteral(node.right)) return undefined;
  const size = Number(node.right.text);
  if (node.operatorToken.kind === Kind.PlusEqualsToken) return size;
  return node.operatorToken.kind === Kind.MinusEqualsToken ? -size : undefined;
}

/** `for (const item of list) list.push(item)`. */
function fillsItself(
  { expression, statement }: ts.ForOfStatement,
  hole: HoleBody,
): Breach | undefined {
  const over = bare(expression).getText();
  const filling = descendants(statement).find(
    (it): it is ts.CallExpression =>
      ts.isCallExpression(it) &&
      ts.isPropertyAccessExpression(it.expression) &&
      growing.has(it.expression.name.text) &&
      it.expression.expression.getText() === over,
  );
  return filling && !leaves(statement, hole)
    ? refuse(filling, 'The loop adds to what it walks over. Collect what is new in another list.')
    : undefined;
}

/** A function whose first statement is to call itself. */
function callsItselfAlways(
  fn: ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression,
  { checker }: HoleBody,
): Breach | undefined {
  const name = fn.name ?? (ts.isVariableDeclaration(fn.parent) ? fn.parent.name : undefined);
  const self = name && checker.getSymbolAtLocation(name);
  if (!self || !fn.body) return undefined;
  const first = ts.isBlock(fn.body) ? fn.body.statements[0] : fn.body;
  let at: ts.Node | undefined = first;
  while (
    at &&
    (ts.isReturnStatement(at) || ts.isExpressionStatement(at) || ts.isAwaitExpression(at))
  ) {
    at = at.expression;
  }
  return at && ts.isCallExpression(at) && checker.getSymbolAtLocation(at.expression) === self
    ? refuse(at, 'The function calls itself before anything can end it.')
    : undefined;
}

const refuse = (node: ts.Node, why: string): Breach => ({
  code: 'SW4414',
  message: `«${node.getText().split('\n', 1)[0]?.slice(0, 60)}» has no end. ${why}`,
  node,
});
