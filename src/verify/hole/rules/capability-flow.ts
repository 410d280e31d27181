import { ts } from 'ts-morph';
import { bare, isValue, type Breach, type HoleBody, type HoleRule } from '../hole-body.ts';
import { mayTakeArgument } from './arguments.ts';

const { SyntaxKind: Kind } = ts;

const comparisons: ReadonlySet<ts.SyntaxKind> = new Set([
  Kind.EqualsEqualsEqualsToken,
  Kind.ExclamationEqualsEqualsToken,
  Kind.EqualsEqualsToken,
  Kind.ExclamationEqualsToken,
]);

/** A function or a service object is used where it stands, and never becomes a part of data. */
export const capabilityFlow: HoleRule = (node, hole) => {
  if (ts.isBindingElement(node)) return restOfCapability(node, hole);
  if (!isValue(node)) return undefined;
  const sort = hole.sortOf(node);
  if (sort === 'data' || mayStand(node, sort, hole)) return undefined;
  const text = node.getText().split('\n', 1)[0]?.slice(0, 60) ?? '';
  if (sort === 'function') {
    return {
      code: 'SW4410',
      message: `The function «${text}» must not be kept as a value. Call it where it stands, hand it to a method such as map, or declare it with const and a name of its own.`,
      node,
    };
  }
  return {
    code: 'SW4409',
    message: `«${text}» holds functions of the service and must not be handed on as data. Read the members that are needed, or name it with const and no type.`,
    node,
  };
};

/** `{ fail, ...rest }`: the rest has all that the object hides, too. */
function restOfCapability(node: ts.BindingElement, hole: HoleBody): Breach | undefined {
  const { parent: pattern, dotDotDotToken } = node;
  if (!dotDotDotToken || !ts.isObjectBindingPattern(pattern)) return undefined;
  if (hole.sortOf(pattern) === 'data') return undefined;
  return {
    code: 'SW4409',
    message: `«${node.getText()}» would take all that a service object holds. Name the members that are needed.`,
    node,
  };
}

function mayStand(node: ts.Expression, sort: 'function' | 'capability', hole: HoleBody): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isElementAccessExpression(parent)) return ts.isStringLiteral(parent.argumentExpression);
  if (ts.isParenthesizedExpression(parent) || ts.isSatisfiesExpression(parent)) {
    return keepsType(node, parent, hole);
  }
  if (ts.isConditionalExpression(parent)) {
    return parent.condition === node || keepsType(node, parent, hole);
  }
  if (ts.isBinaryExpression(parent)) return mayBeOperand(node, parent, hole);
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === Kind.ExclamationToken;
  if (ts.isIfStatement(parent)) return true;
  if (ts.isVariableDeclaration(parent)) return mayBeNamed(node, parent, sort);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    return parent.expression === node || mayTakeArgument(node, parent, sort, hole);
  }
  return false;
}

function mayBeOperand(node: ts.Expression, parent: ts.BinaryExpression, hole: HoleBody): boolean {
  const operator = parent.operatorToken.kind;
  if (comparisons.has(operator)) return true;
  if (operator === Kind.InstanceOfKeyword) return parent.right === node && ts.isIdentifier(node);
  if (operator === Kind.AmpersandAmpersandToken && parent.left === node) return true;
  return (
    (operator === Kind.AmpersandAmpersandToken ||
      operator === Kind.BarBarToken ||
      operator === Kind.QuestionQuestionToken) &&
    keepsType(node, parent, hole)
  );
}

/** Whether the outer expression shows no more of the value than its own type does. */
function keepsType(node: ts.Expression, outer: ts.Expression, hole: HoleBody): boolean {
  const { checker } = hole;
  const parts = (expression: ts.Expression) => {
    const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
    return type.isUnion() ? type.types : [type];
  };
  const shown = parts(outer);
  return (
    parts(node).every((part) => shown.includes(part)) &&
    shown.every((part) => hole.sortOfType(part) !== 'data')
  );
}

/** A const without a type takes the type as it is; so do its parts, when none is left over. */
function mayBeNamed(
  node: ts.Expression,
  { name, type, parent }: ts.VariableDeclaration,
  sort: 'function' | 'capability',
): boolean {
  if ((parent.flags & ts.NodeFlags.BlockScoped) !== ts.NodeFlags.Const) return false;
  if (sort === 'capability') return type === undefined && isPlainPattern(name);
  const value = bare(node);
  return (
    ts.isIdentifier(name) &&
    (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) &&
    (type === undefined || ts.isFunctionTypeNode(type))
  );
}

const isPlainPattern = (name: ts.BindingName): boolean =>
  ts.isIdentifier(name) ||
  (ts.isObjectBindingPattern(name) &&
    name.elements.every(
      (part) => !part.dotDotDotToken && !part.initializer && isPlainPattern(part.name),
    ));
