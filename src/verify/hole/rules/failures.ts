import { ts } from 'ts-morph';
import { bare, isValue, valueSymbol, type HoleBody, type HoleRule } from '../hole-body.ts';

/** What is thrown is a failure: an `Error` of some kind, or one that was caught. */
export const failures: HoleRule = (node, hole) => {
  if (!ts.isThrowStatement(node)) return undefined;
  const type = hole.checker.getTypeAtLocation(node.expression);
  const parts = type.isUnion() ? type.types : [type];
  if (parts.every((part) => isFailure(part, hole)) || isCaught(node.expression, hole)) {
    return undefined;
  }
  return {
    code: 'SW4405',
    message: `«${node.expression.getText().slice(0, 60)}» is no error. Throw one of the failures that the contract declares.`,
    node,
  };
};

function isFailure(type: ts.Type, hole: HoleBody): boolean {
  if (type.flags & ts.TypeFlags.Never) return true;
  const isError = (type.symbol?.declarations ?? []).some(
    (it) => type.symbol.name === 'Error' && hole.ownerOf(it) === 'library',
  );
  if (isError) return true;
  return (
    type.isClassOrInterface() && hole.checker.getBaseTypes(type).some((it) => isFailure(it, hole))
  );
}

function isCaught(thrown: ts.Expression, { checker }: HoleBody): boolean {
  const node = bare(thrown);
  const declaration = ts.isIdentifier(node)
    ? valueSymbol(node, checker)?.valueDeclaration
    : undefined;
  return declaration !== undefined && ts.isCatchClause(declaration.parent);
}

/** A promise is awaited, returned or kept: work that nobody waits for outlives the transaction. */
export const promises: HoleRule = (node, { checker, ownerOf }) => {
  const isPromise = (type: ts.Type) =>
    (type.isUnion() ? type.types : [type]).some(
      ({ symbol }) =>
        symbol?.name === 'Promise' && symbol.declarations?.some((it) => ownerOf(it) === 'library'),
    );
  const left = ts.isExpressionStatement(node)
    ? node.expression
    : ts.isArrowFunction(node) && isValue(node) && answersNothing(node, checker)
      ? node
      : undefined;
  if (!left) return undefined;
  const type = checker.getTypeAtLocation(left);
  const given = left === node ? type.getCallSignatures().map((it) => it.getReturnType()) : [type];
  if (!given.some(isPromise)) return undefined;
  return {
    code: 'SW4416',
    message: `Nobody waits for «${left.getText().split('\n', 1)[0]?.slice(0, 60)}». Await it; in a loop use for…of, or await Promise.all(list.map(…)).`,
    node: left,
  };
};

/** Whether the call that takes the function asks for no answer or a plain truth of it. */
function answersNothing(fn: ts.ArrowFunction, checker: ts.TypeChecker): boolean {
  const { parent } = fn;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression))
    return false;
  const waitsNot = ['forEach', 'filter', 'some', 'every', 'find', 'findIndex', 'sort'];
  return (
    checker.getContextualType(fn) !== undefined && waitsNot.includes(parent.expression.name.text)
  );
}
