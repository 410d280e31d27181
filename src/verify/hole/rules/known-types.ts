import { ts } from 'ts-morph';
import { isValue, type HoleRule } from '../hole-body.ts';

/** No value of the type `any`: the compiler would check nothing that is done with it. */
export const knownTypes: HoleRule = (node, { checker }) => {
  const value = isValue(node);
  if (!value && !isDeclaredPart(node)) return undefined;
  const type = checker.getTypeAtLocation(node);
  if (!holdsAny(type, checker)) return undefined;
  if (value && (asksUnknown(node, checker) || isList(node, type))) return undefined;
  const what = node.getText().split('\n', 1)[0]?.slice(0, 60) ?? '';
  return {
    code: 'SW4411',
    message: `«${what}» is of the type ${checker.typeToString(type)}, of which the compiler checks nothing. Write its type where it is declared; take what may be anything as unknown (const value: unknown = …) and test it.`,
    node,
  };
};

/** Names that a pattern or a parameter declares: their types come from elsewhere. */
const isDeclaredPart = (node: ts.Node): boolean =>
  ts.isIdentifier(node) &&
  (ts.isBindingElement(node.parent) || ts.isParameter(node.parent)) &&
  node.parent.name === node &&
  !ts.isTypeNode(node.parent.parent);

/** `any` itself, or a list, a map or a promise of it. */
function holdsAny(type: ts.Type, checker: ts.TypeChecker, depth = 3): boolean {
  if (type.flags & ts.TypeFlags.Any) return true;
  if (depth === 0) return false;
  if (type.isUnionOrIntersection()) {
    return type.types.some((part) => holdsAny(part, checker, depth));
  }
  if (!(type.flags & ts.TypeFlags.Object)) return false;
  if (!((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference)) return false;
  return checker
    .getTypeArguments(type as ts.TypeReference)
    .some((part) => holdsAny(part, checker, depth - 1));
}

const asksUnknown = (node: ts.Expression, checker: ts.TypeChecker): boolean =>
  ((checker.getContextualType(node)?.flags ?? 0) & ts.TypeFlags.Unknown) !== 0;

/** A list of anything may be asked for its members: what comes of them is judged by itself. */
const isList = ({ parent }: ts.Node, type: ts.Type): boolean =>
  (type.flags & ts.TypeFlags.Any) === 0 && ts.isPropertyAccessExpression(parent);
