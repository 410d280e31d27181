import { ts } from 'ts-morph';
import type { Breach, HoleBody, HoleRule } from '../hole-body.ts';
import { memberAdvice, pureMembers } from '../pure-globals.ts';
import { isSharedName, literalText } from './names.ts';

/** Every member that is read by name is declared by the service, the body, or is known as pure. */
export const members: HoleRule = (node, hole) => {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return ts.isObjectLiteralExpression(node.left)
      ? refuse(node.left, 'Declare what is taken apart: const { name } = value.')
      : undefined;
  }
  const read = memberRead(node);
  if (!read) return undefined;
  const type = hole.checker.getNonNullableType(hole.checker.getTypeAtLocation(read.of));
  const symbol = memberSymbol(type, read.name, hole.checker);
  if (!symbol) return indexed(type, read, hole);
  const fault = (symbol.declarations ?? []).map((it) => declared(it, read, hole)).find(Boolean);
  if (fault) return fault;
  return (symbol.declarations?.length ?? 0) === 0 && isSharedName(read.name)
    ? refuse(read.node, 'It is declared nowhere.', read.name)
    : undefined;
};

/** A member by its name, and the node whose type has it. */
interface MemberRead {
  readonly of: ts.Node;
  readonly name: string;
  readonly node: ts.Node;
}

function memberRead(node: ts.Node): MemberRead | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    return { of: node.expression, name: node.name.text, node };
  }
  if (ts.isElementAccessExpression(node)) {
    const name = literalText(node.argumentExpression);
    return name === undefined ? undefined : { of: node.expression, name, node };
  }
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return undefined;
  if (node.dotDotDotToken) return undefined;
  const key = node.propertyName ?? node.name;
  const name = ts.isIdentifier(key) ? key.text : literalText(computed(key));
  return name === undefined ? undefined : { of: node.parent, name, node };
}

const computed = (key: ts.Node): ts.Node => (ts.isComputedPropertyName(key) ? key.expression : key);

/** The member as the type has it, also when it is a union or a plain text. */
function memberSymbol(type: ts.Type, name: string, checker: ts.TypeChecker): ts.Symbol | undefined {
  return (
    checker.getPropertyOfType(type, name) ??
    checker.getPropertyOfType(checker.getApparentType(type), name)
  );
}

/** What an index signature or a list has under a literal key. */
function indexed(type: ts.Type, read: MemberRead, { checker }: HoleBody): Breach | undefined {
  const parts = type.isUnion() ? type.types : [type];
  const known = parts.every(
    (part) =>
      part.getStringIndexType() !== undefined ||
      (part.getNumberIndexType() !== undefined && isListItem(read.name)),
  );
  if (known && !isSharedName(read.name)) return undefined;
  const what = checker.typeToString(type);
  return refuse(read.node, `${what} declares no such member.`, read.name);
}

function declared(declaration: ts.Node, read: MemberRead, hole: HoleBody): Breach | undefined {
  const owner = hole.ownerOf(declaration);
  if (owner === 'package') {
    return refuse(
      read.node,
      'It belongs to a package, which a body does not use itself.',
      read.name,
    );
  }
  if (owner === 'library') {
    const home = ts.isInterfaceDeclaration(declaration.parent) ? declaration.parent.name.text : '';
    return isListItem(read.name) || pureMembers.get(home)?.has(read.name)
      ? undefined
      : refuse(read.node, memberAdvice.get(read.name) ?? notPure, read.name);
  }
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return ts.isClassElement(declaration) && ts.getCombinedModifierFlags(declaration) & hidden
    ? refuse(read.node, 'Its class keeps it to itself.', read.name)
    : undefined;
}

/** `found[0]`: lists of the library declare some of their items. */
const isListItem = (name: string): boolean => /^\d+$/.test(name);

const notPure = 'It is not among the pure members of the library that a body may use.';

const refuse = (node: ts.Node, why: string, name = node.getText()): Breach => ({
  code: 'SW4407',
  message: `The member ${name} is not allowed here. ${why}`,
  node,
});
