import { ts } from 'ts-morph';
import { descendants, valueSymbol, type HoleBody, type HoleRule } from '../hole-body.ts';

/** Methods of lists that ask a function for no answer, or for the truth of it. */
const notWaiting: ReadonlySet<string> = new Set(
  'forEach filter some every find findIndex findLast findLastIndex sort toSorted'.split(' '),
);

/** A promise is awaited, returned or used: work that nobody waits for outlives the transaction. */
export const promises: HoleRule = (node, hole) => {
  const { checker } = hole;
  const left = leftAlone(node, hole);
  if (!left) return undefined;
  const type = checker.getTypeAtLocation(left);
  const given = ts.isArrowFunction(left)
    ? type.getCallSignatures().map((it) => it.getReturnType())
    : [type];
  if (!given.some((it) => isPromise(it, hole))) return undefined;
  return {
    code: 'SW4416',
    message: `Nobody waits for «${left.getText().split('\n', 1)[0]?.slice(0, 60)}». Await it; in a loop use for…of, or await Promise.all(list.map(…)).`,
    node: left,
  };
};

/** What is of no use to anything if it is a promise: a statement, an answer, an unused variable. */
function leftAlone(node: ts.Node, hole: HoleBody): ts.Node | undefined {
  if (ts.isExpressionStatement(node)) return node.expression;
  if (ts.isArrowFunction(node)) return isCallbackOfList(node) ? node : undefined;
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) return undefined;
  const symbol = hole.checker.getSymbolAtLocation(node.name);
  const isUsed = descendants(hole.body).some(
    (it) => ts.isIdentifier(it) && it !== node.name && valueSymbol(it, hole.checker) === symbol,
  );
  return isUsed ? undefined : node;
}

/** A promise, or a list of them. */
function isPromise(type: ts.Type, hole: HoleBody): boolean {
  if (type.isUnion()) return type.types.some((part) => isPromise(part, hole));
  const { symbol } = type;
  if (!symbol?.declarations?.some((it) => hole.ownerOf(it) === 'library')) return false;
  if (symbol.name === 'Promise') return true;
  if (symbol.name !== 'Array') return false;
  return hole.checker
    .getTypeArguments(type as ts.TypeReference)
    .some((part) => isPromise(part, hole));
}

const isCallbackOfList = ({ parent }: ts.ArrowFunction): boolean =>
  ts.isCallExpression(parent) &&
  ts.isPropertyAccessExpression(parent.expression) &&
  notWaiting.has(parent.expression.name.text);
