import { ts } from 'ts-morph';
import { isNumberByForm, textsByForm } from '../by-form.ts';
import {
  bare,
  valueSymbol,
  wrapped,
  type Breach,
  type HoleBody,
  type HoleRule,
} from '../hole-body.ts';
import { pureMembers } from '../pure-globals.ts';
import { isAssignment } from '../where-values-go.ts';
import { isSharedName, literalText } from './names.ts';

const { SyntaxKind: Kind } = ts;

/**
 * A member read by a computed key could be any, `constructor` too. So the key is one of some
 * written texts, a number by form or known as the object's own; or what is read becomes a text, a
 * number or a truth value at once, and cannot be used as an object.
 */
export const computedMembers: HoleRule = (node, hole) => {
  if (ts.isBindingElement(node)) return bindingKey(node);
  if (!ts.isElementAccessExpression(node) || isFixed(node.argumentExpression)) return undefined;
  const key = node.argumentExpression;
  if (isNumberByForm(key, hole)) return undefined;
  if (textsByForm(key, hole)?.every((text) => !isSharedName(text))) return undefined;
  if (isTarget(node) || isOwnMember(node, hole) || isConsumed(node, hole)) return undefined;
  return refuse(node, adviceFor(node, hole));
};

const isFixed = (key: ts.Node): boolean => literalText(key) !== undefined;

function bindingKey({ propertyName }: ts.BindingElement): Breach | undefined {
  if (!propertyName || !ts.isComputedPropertyName(propertyName)) return undefined;
  return isFixed(propertyName.expression)
    ? undefined
    : refuse(propertyName, 'Take values apart by names that are written down.');
}

/** Written and not read: whose the object is, the rule about changes says. */
function isTarget(node: ts.ElementAccessExpression): boolean {
  const { parent } = node;
  if (ts.isDeleteExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  return ts.isBinaryExpression(parent) && parent.left === node && isWriteOnly(parent);
}

/** `=` reads nothing, `+=` and the like make a text or a number of what they read. */
const isWriteOnly = (parent: ts.BinaryExpression): boolean =>
  isAssignment(parent) &&
  ![
    Kind.AmpersandAmpersandEqualsToken,
    Kind.BarBarEqualsToken,
    Kind.QuestionQuestionEqualsToken,
  ].includes(parent.operatorToken.kind);

/** `Object.hasOwn(table, key) ? table[key] : other`: nothing runs between the question and the read. */
function isOwnMember(node: ts.ElementAccessExpression, { checker, ownerOf }: HoleBody): boolean {
  const outer = wrapped(node);
  const { parent } = outer;
  const condition =
    ts.isConditionalExpression(parent) && parent.whenTrue === outer
      ? parent.condition
      : ts.isBinaryExpression(parent) &&
          parent.operatorToken.kind === Kind.AmpersandAmpersandToken &&
          parent.right === outer
        ? parent.left
        : undefined;
  const call = condition && bare(condition);
  if (!call || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) {
    return false;
  }
  const { expression, name } = call.expression;
  const isHasOwn =
    name.text === 'hasOwn' &&
    ts.isIdentifier(expression) &&
    expression.text === 'Object' &&
    checker.getSymbolAtLocation(name)?.declarations?.every((it) => ownerOf(it) === 'library');
  const [table, key] = call.arguments;
  return (
    isHasOwn === true &&
    table?.getText() === node.expression.getText() &&
    key?.getText() === node.argumentExpression.getText() &&
    isPath(node.expression) &&
    isPath(node.argumentExpression)
  );
}

/** Names and members by name: reading them twice gives the same. */
const isPath = (node: ts.Expression): boolean =>
  ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && isPath(node.expression));

/** Operators that give a text, a number or a truth value, whatever they are given. */
const consuming: ReadonlySet<string> = new Set('+ - * / % ** < <= > >= == != === !=='.split(' '));

/** Whether what is read becomes a text, a number or a truth value before anything else sees it. */
function isConsumed(node: ts.Expression, hole: HoleBody): boolean {
  const outer = wrapped(node);
  const { parent } = outer;
  if (ts.isTemplateSpan(parent)) return !ts.isTaggedTemplateExpression(parent.parent.parent);
  if (ts.isTypeOfExpression(parent) || ts.isPrefixUnaryExpression(parent)) return true;
  if (ts.isIfStatement(parent)) return true;
  if (ts.isConditionalExpression(parent)) {
    return parent.condition === outer || isConsumed(parent, hole);
  }
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    if (consuming.has(parent.operatorToken.getText())) return true;
    return kind === Kind.QuestionQuestionToken || kind === Kind.BarBarToken
      ? isConsumed(parent, hole)
      : kind === Kind.PlusEqualsToken && parent.right === outer;
  }
  if (ts.isPropertyAccessExpression(parent)) return isPureMember(parent.name, hole);
  return ts.isCallExpression(parent) && isConversion(parent.expression, hole);
}

/** A member of texts, numbers and lists: the functions that all objects share have none of them. */
function isPureMember(name: ts.MemberName, { checker, ownerOf }: HoleBody): boolean {
  const declarations = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return (
    declarations.length > 0 &&
    declarations.every((it) => ownerOf(it) === 'library') &&
    ['String', 'Number', 'ReadonlyArray', 'Array'].some((home) =>
      pureMembers.get(home)?.has(name.text),
    )
  );
}

function isConversion(callee: ts.Expression, { checker, ownerOf }: HoleBody): boolean {
  if (!ts.isIdentifier(callee) || !['String', 'Number', 'Boolean'].includes(callee.text)) {
    return false;
  }
  const declarations = valueSymbol(callee, checker)?.declarations ?? [];
  return declarations.length > 0 && declarations.every((it) => ownerOf(it) === 'library');
}

function adviceFor(node: ts.ElementAccessExpression, { checker }: HoleBody): string {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  if (type.getNumberIndexType() && !type.getStringIndexType()) {
    return 'Read lists with at(index), and change them with a counted index, splice or with.';
  }
  return 'Use a Map; or write Object.hasOwn(object, key) ? object[key] : other; or take the value as text at once with String(object[key]).';
}

const refuse = (node: ts.Node, instead: string): Breach => ({
  code: 'SW4408',
  message: `The key in «${node.getText().slice(0, 60)}» could name any member, those that all objects share too. ${instead}`,
  node,
});
