import { ts } from 'ts-morph';
import { bare, valueSymbol, type Breach, type HoleBody, type HoleRule } from '../hole-body.ts';

/**
 * What is called is a function by the way it is written: one that the body declares by name, a
 * member that the service or the library declares, an import or a global. A value that merely has
 * the type of a function is not called, since its type may be wrong.
 */
export const calls: HoleRule = (node, hole) => {
  if (ts.isNewExpression(node)) {
    return ts.isIdentifier(node.expression) && isLent(node.expression, hole)
      ? undefined
      : refuse(node.expression, 'Only classes that are imported or global are constructed.');
  }
  if (!ts.isCallExpression(node)) return undefined;
  const callee = bare(node.expression);
  if (ts.isArrowFunction(callee) || ts.isFunctionExpression(callee)) return undefined;
  if (ts.isIdentifier(callee)) {
    return isKnownFunction(callee, hole)
      ? undefined
      : refuse(callee, 'Declare the function with a name of its own: const name = (…) => ….');
  }
  return ts.isPropertyAccessExpression(callee) && isDeclaredMember(callee.name, hole)
    ? undefined
    : refuse(callee, 'Call functions by their name, not out of objects and lists; use switch.');
};

/** A function that the body names once and for all, an import of the contract or a global. */
export function isKnownFunction(name: ts.Identifier, hole: HoleBody): boolean {
  const symbol = valueSymbol(name, hole.checker);
  return isLent(name, hole) || isOwnFunction(symbol, hole) || isGiven(symbol, hole);
}

/** A function that the signature itself hands over, such as `proceed`, and that stays what it is. */
function isGiven(symbol: ts.Symbol | undefined, { hole, body, checker }: HoleBody): boolean {
  const [declaration, ...others] = symbol?.declarations ?? [];
  if (!declaration || others.length > 0 || !ts.isParameter(declaration)) return false;
  if (declaration.parent !== hole || !ts.isIdentifier(declaration.name)) return false;
  if (!declaration.type || !ts.isFunctionTypeNode(declaration.type)) return false;
  const isWritten = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) &&
      node.text === declaration.name.getText() &&
      isAssigned(node) &&
      valueSymbol(node, checker) === symbol) ||
    ts.forEachChild(node, (child) => isWritten(child) || undefined) === true;
  return !isWritten(body);
}

/** Whether a name stands where it gets a value: alone, or within a pattern. */
function isAssigned(name: ts.Identifier): boolean {
  for (let node: ts.Node = name; node.parent; node = node.parent) {
    const { parent } = node;
    if (ts.isBinaryExpression(parent))
      return (
        parent.left === node &&
        parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
      );
    if (ts.isForOfStatement(parent) || ts.isForInStatement(parent))
      return parent.initializer === node;
    const isPattern =
      ts.isArrayLiteralExpression(parent) ||
      ts.isObjectLiteralExpression(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isParenthesizedExpression(parent);
    if (!isPattern) return false;
  }
  return false;
}

/** Not of the body: the rule about names has seen that it may be used. */
function isLent(name: ts.Identifier, { checker, ownerOf }: HoleBody): boolean {
  const declarations = valueSymbol(name, checker)?.declarations ?? [];
  return (
    declarations.length > 0 &&
    declarations.every((it) => ts.isImportSpecifier(it) || ownerOf(it) !== 'body')
  );
}

function isOwnFunction(symbol: ts.Symbol | undefined, { hole }: HoleBody): boolean {
  const [declaration, ...others] = symbol?.declarations ?? [];
  if (!declaration || others.length > 0 || declaration === hole) return false;
  if (ts.isFunctionDeclaration(declaration)) return true;
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  const value = bare(declaration.initializer);
  return (
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const &&
    (ts.isArrowFunction(value) || ts.isFunctionExpression(value))
  );
}

/** A member of the service or of the library; which of them, the rule about members says. */
function isDeclaredMember(name: ts.MemberName, { checker, ownerOf }: HoleBody): boolean {
  const declarations = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return declarations.length > 0 && declarations.every((it) => ownerOf(it) !== 'body');
}

const refuse = (node: ts.Node, instead: string): Breach => ({
  code: 'SW4410',
  message: `«${node.getText().slice(0, 60)}» must not be called. ${instead}`,
  node,
});
