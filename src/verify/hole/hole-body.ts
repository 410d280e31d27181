import { ts } from 'ts-morph';
import type { DiagnosticCodeOf } from '../../diagnostics/diagnostic.ts';
import { Capabilities, type Owner, type Sort } from './capabilities.ts';
import type { CheckedFile, HoleProgram } from './hole-program.ts';

/** A body in place, as the rules see it. */
export interface HoleBody {
  readonly checker: ts.TypeChecker;
  readonly source: ts.SourceFile;
  readonly hole: ts.FunctionDeclaration;
  readonly body: ts.Block;
  /** Local names of the imports that the contract lends to the body. */
  readonly imports: ReadonlySet<string>;
  /** Whose a declaration is: what stands in the hole, its parameters too, is the body's. */
  ownerOf(declaration: ts.Node): Owner;
  /** Whether what the expression gives is data, or can do something. */
  sortOf(expression: ts.Expression | ts.BindingPattern): Sort;
  sortOfType(type: ts.Type): Sort;
}

/** What breaks a rule, and where. */
export interface Breach {
  readonly code: DiagnosticCodeOf<'SW44'>;
  readonly message: string;
  readonly node: ts.Node;
}

/** A rule about single nodes of a body; all rules are asked in one walk. */
export type HoleRule = (node: ts.Node, hole: HoleBody) => Breach | undefined;

/** What the rules need of a checked file. */
export function holeBody(
  { checker, source }: CheckedFile,
  program: HoleProgram,
  hole: ts.FunctionDeclaration,
  body: ts.Block,
  imports: Iterable<string>,
): HoleBody {
  const ownerOf = (declaration: ts.Node): Owner => {
    const file = declaration.getSourceFile();
    if (file !== source) return program.originOf(file);
    return hole.pos <= declaration.pos && declaration.end <= hole.end ? 'body' : 'service';
  };
  const capabilities = new Capabilities(checker, body, ownerOf);
  return {
    checker,
    source,
    hole,
    body,
    imports: new Set(imports),
    ownerOf,
    sortOf: (expression) => capabilities.of(checker.getTypeAtLocation(expression)),
    sortOfType: (type) => capabilities.of(type),
  };
}

/** Every node below, in the order of the text. */
export function descendants(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (child: ts.Node): void => {
    found.push(child);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return found;
}

/** The expression without the parentheses and the checks of types round it. */
export function bare(node: ts.Expression): ts.Expression {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** The outermost expression that only puts parentheses round this one. */
export function wrapped(node: ts.Expression): ts.Expression {
  let outer = node;
  while (ts.isParenthesizedExpression(outer.parent) || ts.isSatisfiesExpression(outer.parent)) {
    outer = outer.parent;
  }
  return outer;
}

/** What a name stands for: `{ name }` in an object reads the variable, not the member. */
export function valueSymbol(name: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
}

/** Whether a node is an expression that gives a value, and no name of a declaration or a type. */
export function isValue(node: ts.Node): node is ts.Expression {
  if (!ts.isExpression(node) || isWithinType(node)) return false;
  if (!ts.isIdentifier(node)) return true;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isPropertyAssignment(parent)
  ) {
    return parent.initializer === node;
  }
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  return !ts.isFunctionLike(parent) || !('name' in parent) || parent.name !== node;
}

/** Whether a node is part of a type, which is gone at run time. */
export function isWithinType(node: ts.Node): boolean {
  let at: ts.Node = node;
  while (!ts.isStatement(at)) {
    if (ts.isTypeNode(at) || ts.isTypeElement(at) || ts.isTypeParameterDeclaration(at)) return true;
    at = at.parent;
  }
  return ts.isTypeAliasDeclaration(at) || ts.isInterfaceDeclaration(at);
}
