import { ts } from 'ts-morph';
import {
  isWithinType,
  valueSymbol,
  type Breach,
  type HoleBody,
  type HoleRule,
} from '../hole-body.ts';
import { pureGlobals } from '../pure-globals.ts';

/** Every name of a value resolves to something that the body was given. */
export const symbols: HoleRule = (node, hole) => {
  if (!ts.isIdentifier(node) || !isValueName(node)) return undefined;
  const symbol = valueSymbol(node, hole.checker);
  if (!symbol) return refuse(node, 'it resolves to nothing that a body may use');
  if (symbol.flags & ts.SymbolFlags.Alias) return fromImport(node, symbol, hole);
  const declarations = symbol.declarations ?? [];
  // `undefined` is declared nowhere; so are `globalThis` and `arguments`, which are not for bodies.
  if (declarations.length === 0 && node.text === 'undefined') return undefined;
  if (declarations.length > 0 && declarations.every((found) => isLocal(found, hole))) {
    return undefined;
  }
  return isPureGlobal(symbol, hole)
    ? globalUse(node)
    : refuse(
        node,
        'it is none of the parameters, the imports of the contract and the pure globals',
      );
};

/** Names of members and of types are judged elsewhere, or are gone at run time. */
function isValueName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  return !isWithinType(node);
}

const isLocal = (declaration: ts.Node, hole: HoleBody): boolean =>
  declaration !== hole.hole && hole.ownerOf(declaration) === 'body';

/** An import that the contract names and that the service itself declares. */
function fromImport(node: ts.Identifier, symbol: ts.Symbol, hole: HoleBody): Breach | undefined {
  if (!hole.imports.has(node.text)) {
    return refuse(node, 'the contract does not name it among the imports of this body');
  }
  const declarations = hole.checker.getAliasedSymbol(symbol).declarations ?? [];
  const own = declarations.length > 0 && declarations.every((it) => hole.ownerOf(it) === 'service');
  return own ? undefined : refuse(node, 'the service does not declare it itself');
}

function isPureGlobal(symbol: ts.Symbol, hole: HoleBody): boolean {
  const declaration = symbol.valueDeclaration;
  const owner = declaration && hole.ownerOf(declaration);
  return pureGlobals.has(symbol.name) && (owner === 'library' || owner === 'package');
}

/** A global is used for its members, called, constructed or asked for, as its entry says. */
function globalUse(node: ts.Identifier): Breach | undefined {
  const { parent } = node;
  const use = pureGlobals.get(node.text);
  if (ts.isPropertyAccessExpression(parent)) return undefined;
  if (ts.isNewExpression(parent) && parent.expression === node) {
    const given = parent.arguments?.length ?? 0;
    if (use?.construct === undefined) return refuse(node, 'it cannot be constructed here');
    const isSpread = parent.arguments?.some(ts.isSpreadElement) && use.construct > 0;
    return given >= use.construct && !isSpread
      ? undefined
      : refuse(node, 'without an argument it is not pure');
  }
  if (isAskedFor(node)) return undefined;
  return use?.call || use?.isValue ? undefined : refuse(node, 'only its members can be used');
}

/** `error instanceof Error`. */
const isAskedFor = (node: ts.Identifier): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;

const refuse = (node: ts.Identifier, why: string): Breach => ({
  code: 'SW4406',
  message: `The name ${node.text} is not allowed here: ${why}. Use the function's parameters, and the imports that its contract names.`,
  node,
});
