import { ts } from 'ts-morph';
import { bare, descendants, valueSymbol, type HoleBody } from './hole-body.ts';
import { isAssignment } from './where-values-go.ts';

const { SyntaxKind: Kind } = ts;

/** Operators that give a number (or a bigint) whatever their operands are. */
const arithmetic: ReadonlySet<ts.SyntaxKind> = new Set([
  Kind.MinusToken,
  Kind.AsteriskToken,
  Kind.SlashToken,
  Kind.PercentToken,
  Kind.AsteriskAsteriskToken,
  Kind.AmpersandToken,
  Kind.BarToken,
  Kind.CaretToken,
  Kind.LessThanLessThanToken,
  Kind.GreaterThanGreaterThanToken,
  Kind.GreaterThanGreaterThanGreaterThanToken,
  Kind.MinusEqualsToken,
  Kind.AsteriskEqualsToken,
  Kind.SlashEqualsToken,
  Kind.PercentEqualsToken,
]);

/** Which parameter of a callback is the index, for methods that lists alone have. */
const indexParameter: ReadonlyMap<string, number> = new Map([
  ...['map', 'filter', 'flatMap', 'some', 'every', 'find', 'findIndex', 'findLast'].map(
    (name) => [name, 1] as const,
  ),
  ['reduce', 2],
]);

/**
 * Whether the expression is a number by the way it is written: its type alone could be wrong.
 * Numbers are literals, arithmetic, what the library's methods give as a number, the index that
 * `map` and the like pass, and variables that are never given anything else.
 */
export function isNumberByForm(
  expression: ts.Expression,
  hole: HoleBody,
  seen: ReadonlySet<ts.Symbol> = new Set(),
): boolean {
  const node = bare(expression);
  const isNumber = (part: ts.Expression) => isNumberByForm(part, hole, seen);
  if (ts.isNumericLiteral(node)) return true;
  if (ts.isPrefixUnaryExpression(node)) return node.operator !== Kind.ExclamationToken;
  if (ts.isPostfixUnaryExpression(node)) return true;
  if (ts.isConditionalExpression(node)) return isNumber(node.whenTrue) && isNumber(node.whenFalse);
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === Kind.EqualsToken) return isNumber(node.right);
    if (kind === Kind.PlusToken || kind === Kind.PlusEqualsToken) {
      return isNumber(node.left) && isNumber(node.right);
    }
    return arithmetic.has(kind);
  }
  if (ts.isCallExpression(node)) return givesNumber(node, hole);
  if (!ts.isIdentifier(node)) return false;
  const symbol = valueSymbol(node, hole.checker);
  if (!symbol) return false;
  // A variable that is counted on from itself is what the rest of its values are.
  return seen.has(symbol) || isNumberVariable(symbol, hole, new Set([...seen, symbol]));
}

/** A call of a function of the library that is declared to give a number. */
function givesNumber(call: ts.CallExpression, { checker, ownerOf }: HoleBody): boolean {
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (!declaration || ts.isJSDocSignature(declaration)) return false;
  return ownerOf(declaration) === 'library' && declaration.type?.kind === Kind.NumberKeyword;
}

function isNumberVariable(
  symbol: ts.Symbol,
  hole: HoleBody,
  seen: ReadonlySet<ts.Symbol>,
): boolean {
  const [declaration, ...others] = symbol.declarations ?? [];
  if (!declaration || others.length > 0) return false;
  const assigned = assignments(symbol, hole);
  if (
    assigned.some(
      (value) =>
        value === 'anything' || (value !== 'counted' && !isNumberByForm(value, hole, seen)),
    )
  ) {
    return false;
  }
  if (ts.isParameter(declaration)) return isIndexParameter(declaration, hole);
  return (
    ts.isVariableDeclaration(declaration) &&
    ts.isIdentifier(declaration.name) &&
    declaration.initializer !== undefined &&
    isNumberByForm(declaration.initializer, hole, seen)
  );
}

type Assigned = ts.Expression | 'counted' | 'anything';

/** What a variable is given after its declaration; `counted` for `++` and arithmetic. */
function assignments(symbol: ts.Symbol, { body, checker }: HoleBody): Assigned[] {
  return descendants(body).flatMap<Assigned>((node) => {
    if (!ts.isIdentifier(node) || checker.getSymbolAtLocation(node) !== symbol) return [];
    const { parent } = node;
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
      return ['counted'];
    if (ts.isBinaryExpression(parent) && parent.left === node && isAssignment(parent)) {
      return arithmetic.has(parent.operatorToken.kind) ? ['counted'] : [parent.right];
    }
    // Taken apart from a list, it could be anything.
    return isPatternTarget(node) ? ['anything'] : [];
  });
}

/** `[a, b] = [b, a]`, and a loop that assigns a variable of before. */
function isPatternTarget(node: ts.Node): boolean {
  let at = node;
  while (ts.isArrayLiteralExpression(at.parent) || ts.isSpreadElement(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isForOfStatement(parent)) return parent.initializer === at;
  return ts.isBinaryExpression(parent) && parent.left === at && isAssignment(parent) && at !== node;
}

/** The index in `list.map((item, index) => …)`: lists pass it, and so do iterators. */
function isIndexParameter(
  declaration: ts.ParameterDeclaration,
  { checker, ownerOf }: HoleBody,
): boolean {
  const callback = declaration.parent;
  if (!ts.isArrowFunction(callback) || declaration.dotDotDotToken) return false;
  const call = callback.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== callback) return false;
  if (!ts.isPropertyAccessExpression(call.expression)) return false;
  const { name } = call.expression;
  const owned = checker
    .getSymbolAtLocation(name)
    ?.declarations?.every((it) => ownerOf(it) === 'library');
  return (
    owned === true && indexParameter.get(name.text) === callback.parameters.indexOf(declaration)
  );
}

/** The texts that an expression can be, if they are all written down; `undefined` if not. */
export function textsByForm(expression: ts.Expression, hole: HoleBody): string[] | undefined {
  const node = bare(expression);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return allTexts([node.whenTrue, node.whenFalse], hole);
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = valueSymbol(node, hole.checker)?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration)) return undefined;
  const { name, initializer, parent: list } = declaration;
  const isConst = (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
  if (!isConst || !ts.isIdentifier(name)) return undefined;
  if (initializer) return textsByForm(initializer, hole);
  const over = ts.isForOfStatement(list.parent) ? bare(list.parent.expression) : undefined;
  return over && ts.isArrayLiteralExpression(over) ? allTexts(over.elements, hole) : undefined;
}

function allTexts(parts: readonly ts.Expression[], hole: HoleBody): string[] | undefined {
  const texts = parts.map((part) => textsByForm(part, hole));
  return texts.every((found) => found !== undefined) ? texts.flat() : undefined;
}
