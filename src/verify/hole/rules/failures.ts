import { ts } from 'ts-morph';
import { bare, valueSymbol, type HoleBody, type HoleRule } from '../hole-body.ts';

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
