import { ts } from 'ts-morph';
import { bare, descendants, valueSymbol, type HoleBody } from './hole-body.ts';
import { changingMembers } from './pure-globals.ts';

/** What a variable holds. */
export interface PutInto {
  /** Values that it is given. */
  readonly values: readonly ts.Expression[];
  /** Values of which it is given a part: `[it] = list`. */
  readonly parts: readonly ts.Expression[];
  /** Values that are put into what it holds, so many levels deep. */
  readonly contents: readonly { readonly value: ts.Expression; readonly depth: number }[];
}

/** All that a variable is given in the body, and all that is put into it, by whatever name. */
export function putInto(declaration: ts.VariableDeclaration, hole: HoleBody): PutInto {
  const { name, initializer } = declaration;
  const symbol = ts.isIdentifier(name) ? hole.checker.getSymbolAtLocation(name) : undefined;
  const values = initializer ? [initializer] : [];
  const parts: ts.Expression[] = [];
  for (const node of symbol ? descendants(hole.body) : []) {
    if (!ts.isBinaryExpression(node) || !isAssignment(node)) continue;
    if (isNamed(node.left, symbol, hole)) values.push(node.right);
    else if (ts.isArrayLiteralExpression(node.left)) parts.push(node.right);
  }
  return { values, parts, contents: symbol ? contentsOf(symbol, hole, 1, new Set()) : [] };
}

type Content = PutInto['contents'][number];

/** What is put into a value by one name of it, and by the names of its parts. */
function contentsOf(
  symbol: ts.Symbol,
  hole: HoleBody,
  depth: number,
  seen: Set<ts.Symbol>,
): readonly Content[] {
  if (seen.has(symbol)) return [];
  seen.add(symbol);
  const isRoot = (node: ts.Expression) => isNamed(rootOf(node), symbol, hole);
  return descendants(hole.body).flatMap((node): readonly Content[] => {
    const values = putBy(node, isRoot);
    const names = alsoNamed(node, isRoot);
    return [
      ...values.map((value) => ({ value, depth })),
      ...names.flatMap(({ name, isPart }) => {
        const other = hole.checker.getSymbolAtLocation(name);
        return other ? contentsOf(other, hole, isPart ? depth + 1 : depth, seen) : [];
      }),
    ];
  });
}

/** `box.list = value` and `list.push(value)`. */
function putBy(node: ts.Node, isRoot: (node: ts.Expression) => boolean): readonly ts.Expression[] {
  if (ts.isBinaryExpression(node) && isAssignment(node)) {
    return !ts.isIdentifier(bare(node.left)) && isRoot(node.left) ? [node.right] : [];
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression, name } = node.expression;
  return changingMembers.has(name.text) && isRoot(expression)
    ? node.arguments.filter((argument) => !ts.isFunctionLike(argument))
    : [];
}

interface OtherName {
  readonly name: ts.Identifier;
  /** Whether it names a part of the value, and not the value itself. */
  readonly isPart: boolean;
}

/** Other names that a node gives to a value or to parts of it. */
function alsoNamed(node: ts.Node, isRoot: (node: ts.Expression) => boolean): readonly OtherName[] {
  if (ts.isVariableDeclaration(node)) {
    const list = node.parent.parent;
    const from = ts.isForOfStatement(list) ? list.expression : node.initializer;
    if (!from || !sourcesOf(from).some(isRoot)) return [];
    const isSame = !ts.isForOfStatement(list) && sourcesOf(from).every(ts.isIdentifier);
    return boundNames(node.name).map((name) => ({
      name,
      isPart: !isSame || !ts.isIdentifier(node.name),
    }));
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const given = [node.expression.expression, ...node.arguments];
  if (!given.some((it) => !ts.isFunctionLike(it) && isRoot(it))) return [];
  const isFold = node.expression.name.text.startsWith('reduce');
  return node.arguments
    .filter((argument) => ts.isArrowFunction(argument))
    .flatMap(({ parameters }) =>
      parameters.flatMap(({ name }, index) =>
        boundNames(name).map((it) => ({ name: it, isPart: !isFold || index > 0 })),
      ),
    );
}

/** The expressions of which one is the value: both branches of a condition, say. */
function sourcesOf(expression: ts.Expression): ts.Expression[] {
  const node = bare(expression);
  if (ts.isAwaitExpression(node)) return sourcesOf(node.expression);
  if (ts.isConditionalExpression(node)) {
    return [...sourcesOf(node.whenTrue), ...sourcesOf(node.whenFalse)];
  }
  if (ts.isBinaryExpression(node)) return [...sourcesOf(node.left), ...sourcesOf(node.right)];
  return [node];
}

function boundNames(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((part) => (ts.isBindingElement(part) ? boundNames(part.name) : []));
}

const isNamed = (node: ts.Expression, symbol: ts.Symbol | undefined, hole: HoleBody): boolean =>
  ts.isIdentifier(node) && symbol !== undefined && valueSymbol(node, hole.checker) === symbol;

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
