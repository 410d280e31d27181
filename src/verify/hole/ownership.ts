import { ts } from 'ts-morph';
import { bare, valueSymbol, type HoleBody } from './hole-body.ts';
import { putInto, returnedBy } from './where-values-go.ts';

/**
 * How many levels of a value are the body's own. What it made from nothing is its own throughout
 * (`Infinity`); of a copy such as `[...list]` the first level is, so that the list may be changed
 * and what lies in it may not; what came with the parameters, the imports and the globals has none.
 */
export type OwnLevels = number;

const ALL = Infinity;

/** Methods of the library that give a new list of the same items. */
const copying: ReadonlySet<string> = new Set(
  `concat filter slice splice toReversed toSorted toSpliced toArray with entries from values
  keys groupBy union intersection difference symmetricDifference`.split(/\s+/),
);

/** Methods that give the very object that they were called on. */
const fluent: ReadonlySet<string> = new Set([
  'sort',
  'reverse',
  'fill',
  'set',
  'add',
  'copyWithin',
]);

type Seen = ReadonlySet<ts.Node>;

/** Whose what the expression gives is, by where it comes from. */
export function ownLevels(
  expression: ts.Expression,
  hole: HoleBody,
  seen: Seen = new Set(),
): OwnLevels {
  const node = bare(expression);
  const of = (part: ts.Expression) => ownLevels(part, hole, seen);
  if (isPlainValue(node, hole)) return ALL;
  if (ts.isIdentifier(node)) return ofName(node, hole, seen);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return partOf(of(node.expression));
  }
  if (ts.isAwaitExpression(node)) return of(node.expression);
  if (ts.isConditionalExpression(node)) return Math.min(of(node.whenTrue), of(node.whenFalse));
  if (ts.isBinaryExpression(node)) return Math.min(of(node.left), of(node.right));
  if (ts.isArrayLiteralExpression(node)) return container(node.elements.map(contentOf));
  if (ts.isObjectLiteralExpression(node)) return container(node.properties.map(ofProperty));
  if (ts.isNewExpression(node)) return ofNew(node, least((node.arguments ?? []).map(of)));
  return ts.isCallExpression(node) ? ofCall(node, hole, seen) : ALL;

  function contentOf(element: ts.Expression): OwnLevels {
    return ts.isSpreadElement(element) ? partOf(of(element.expression)) : of(element);
  }
  function ofProperty(property: ts.ObjectLiteralElementLike): OwnLevels {
    if (ts.isSpreadAssignment(property)) return partOf(of(property.expression));
    if (ts.isPropertyAssignment(property)) return of(property.initializer);
    return ts.isShorthandPropertyAssignment(property) ? of(property.name) : ALL;
  }
}

/** Texts and numbers cannot be changed, so nobody shares them. */
function isPlainValue(node: ts.Expression, { checker }: HoleBody): boolean {
  const type = checker.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  const objects = ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Instantiable;
  const opaque = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Intersection;
  return parts.every((part) => !(part.flags & (objects | opaque)));
}

const least = (levels: readonly OwnLevels[]): OwnLevels => Math.min(ALL, ...levels);
const partOf = (levels: OwnLevels): OwnLevels => Math.max(0, levels - 1);
const container = (contents: readonly OwnLevels[]): OwnLevels => 1 + least(contents);
const copyOf = (levels: OwnLevels): OwnLevels => Math.max(1, levels);

/** A map holds what lies in the pairs that it is made of. */
const ofNew = ({ expression }: ts.NewExpression, given: OwnLevels): OwnLevels =>
  copyOf(expression.getText() === 'Map' ? partOf(given) : given);

/** Repositories give what is new; methods of the library pass on what they were called on. */
function ofCall(call: ts.CallExpression, hole: HoleBody, seen: Seen): OwnLevels {
  const callee = bare(call.expression);
  const declaration = hole.checker.getResolvedSignature(call)?.declaration;
  const owner = declaration && hole.ownerOf(declaration);
  if (declaration && owner === 'body') return ofFunction(declaration, hole, seen);
  if (ts.isIdentifier(callee) && callee.text === 'structuredClone') return ALL;
  if (!ts.isPropertyAccessExpression(callee)) return 0;
  if (owner === 'service') return ALL;
  return ofLibraryCall(call, callee, hole, seen);
}

function ofLibraryCall(
  { arguments: args }: ts.CallExpression,
  { expression, name: { text: name } }: ts.PropertyAccessExpression,
  hole: HoleBody,
  seen: Seen,
): OwnLevels {
  const [callback] = args.filter((argument) => ts.isArrowFunction(argument));
  const values = args.filter((argument) => !ts.isFunctionLike(argument));
  const receiver = isGlobal(expression, hole) ? [] : [expression];
  const parts = least([...receiver, ...values].map((part) => ownLevels(part, hole, seen)));
  const given = callback ? ofFunction(callback, hole, seen) : ALL;
  if (callback && (name === 'map' || name === 'from')) return container([given]);
  if (callback && name === 'flatMap') return copyOf(given);
  // What lay two levels deep lies one level deep now.
  if (name === 'fromEntries' || name === 'flat') return copyOf(partOf(parts));
  if (copying.has(name)) return copyOf(parts);
  if (name.startsWith('reduce')) return Math.min(parts, given);
  if (fluent.has(name)) return parts;
  return name === 'all' ? parts : partOf(parts);
}

function isGlobal(node: ts.Expression, { checker, ownerOf }: HoleBody): boolean {
  if (!ts.isIdentifier(node)) return false;
  const declarations = valueSymbol(node, checker)?.declarations ?? [];
  return declarations.length > 0 && declarations.every((it) => ownerOf(it) === 'library');
}

/** What a function gives is what each of its returns gives. */
function ofFunction(declaration: ts.Node, hole: HoleBody, seen: Seen): OwnLevels {
  if (seen.has(declaration)) return ALL;
  const inner = new Set([...seen, declaration]);
  return least(returnedBy(declaration).map((value) => ownLevels(value, hole, inner)));
}

function ofName(name: ts.Identifier, hole: HoleBody, seen: Seen): OwnLevels {
  const declaration = valueSymbol(name, hole.checker)?.valueDeclaration;
  if (!declaration || hole.ownerOf(declaration) !== 'body') return 0;
  return ofDeclaration(declaration, hole, seen);
}

function ofDeclaration(declaration: ts.Node, hole: HoleBody, before: Seen): OwnLevels {
  if (before.has(declaration)) return ALL;
  const seen = new Set([...before, declaration]);
  const of = (value: ts.Expression) => ownLevels(value, hole, seen);
  if (ts.isBindingElement(declaration)) {
    const whole = ofDeclaration(declaration.parent.parent, hole, seen);
    const fallback = declaration.initializer ? of(declaration.initializer) : ALL;
    return declaration.dotDotDotToken ? copyOf(whole) : Math.min(partOf(whole), fallback);
  }
  if (ts.isParameter(declaration)) return ofParameter(declaration, hole, seen);
  if (!ts.isVariableDeclaration(declaration) || ts.isCatchClause(declaration.parent)) return 0;
  const list = declaration.parent;
  if (ts.isForOfStatement(list.parent)) return partOf(of(list.parent.expression));
  const { values, parts, contents } = putInto(declaration, hole);
  return least([
    ...values.map(of),
    ...parts.map((it) => partOf(of(it))),
    ...contents.map(({ value, depth }) => of(value) + depth),
  ]);
}

/** A callback of a list gets its items; the first parameter of `reduce` gets what it starts with. */
function ofParameter(
  { parent: callback, name }: ts.ParameterDeclaration,
  hole: HoleBody,
  seen: Seen,
): OwnLevels {
  const call = callback.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return 0;
  const method = call.expression.name.text;
  const [, start] = call.arguments;
  if (start && method.startsWith('reduce') && callback.parameters[0]?.name === name) {
    return ownLevels(start, hole, seen);
  }
  const listed = isGlobal(call.expression.expression, hole)
    ? call.arguments[0]
    : call.expression.expression;
  return listed ? partOf(ownLevels(listed, hole, seen)) : 0;
}
