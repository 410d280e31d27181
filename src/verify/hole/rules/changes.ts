import { ts } from 'ts-morph';
import { bare, valueSymbol, type Breach, type HoleBody, type HoleRule } from '../hole-body.ts';
import { ownLevels } from '../ownership.ts';
import { changingMembers } from '../pure-globals.ts';
import { isAssignment } from '../where-values-go.ts';

const { SyntaxKind: Kind } = ts;

/** A body changes only what it made itself: its variables, and the objects and lists it created. */
export const changes: HoleRule = (node, hole) => {
  if (ts.isBinaryExpression(node) && isAssignment(node)) return target(node.left, hole);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const counts = node.operator === Kind.PlusPlusToken || node.operator === Kind.MinusMinusToken;
    return counts ? target(node.operand, hole) : undefined;
  }
  if (ts.isDeleteExpression(node)) return target(node.expression, hole);
  if (ts.isForOfStatement(node) && ts.isExpression(node.initializer)) {
    return refuse(
      node.initializer,
      'Declare the variable of the loop in it: for (const item of …).',
    );
  }
  return ts.isCallExpression(node) ? changingCall(node, hole) : undefined;
};

function target(left: ts.Expression, hole: HoleBody): Breach | undefined {
  const node = bare(left);
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.map((element) => target(element, hole)).find(Boolean);
  }
  if (ts.isIdentifier(node)) return isOwnVariable(node, hole) ? undefined : refuse(node, copy);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    if (hole.sortOf(node.expression) !== 'data') return refuse(node, 'Functions stay as they are.');
    return ownLevels(node.expression, hole) === 0 ? refuse(node, copy) : undefined;
  }
  return refuse(node, 'Assign to a variable or to a member.');
}

function isOwnVariable(name: ts.Identifier, { checker, ownerOf, hole }: HoleBody): boolean {
  const declaration = valueSymbol(name, checker)?.valueDeclaration;
  if (!declaration || ownerOf(declaration) !== 'body') return false;
  return ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration)
    ? true
    : ts.isParameter(declaration) && declaration.parent !== hole;
}

/** `list.sort()`, and `Object.freeze(list)`, which lasts. */
function changingCall(call: ts.CallExpression, hole: HoleBody): Breach | undefined {
  const callee = bare(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const { text: name } = callee.name;
  const declarations = hole.checker.getSymbolAtLocation(callee.name)?.declarations ?? [];
  if (!declarations.some((it) => hole.ownerOf(it) === 'library')) return undefined;
  const [first] = call.arguments;
  const changed =
    name === 'freeze' ? first : changingMembers.has(name) ? callee.expression : undefined;
  return changed && ownLevels(changed, hole) === 0 ? refuse(callee, copy) : undefined;
}

const copy =
  'It came with the parameters or the imports, so others see the change. Copy it first: [...list], { ...object }, toSorted, structuredClone.';

const refuse = (node: ts.Node, instead: string): Breach => ({
  code: 'SW4413',
  message: `«${node.getText().slice(0, 60)}» changes what is not the body's own. ${instead}`,
  node,
});
