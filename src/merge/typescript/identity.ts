import { ts } from 'ts-morph';
import { textOf } from './parse.ts';

/** What a segment is known by among its siblings. */
export interface Identity {
  readonly key: string;
  /** Whether the key is a name that its author chose, so that two items of one key are the same. */
  readonly isName: boolean;
  /** What a person calls it. */
  readonly label: string;
}

const named = (space: string, name: string): Identity => ({
  key: `${space} ${name}`,
  isName: true,
  label: name,
});

const unnamed = (node: ts.Node, detail = ''): Identity => ({
  key: `${ts.SyntaxKind[node.kind]} ${detail}`,
  isName: false,
  label: oneLine(textOf(node)),
});

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
};

/** Identity of a statement, a member, a property, a specifier or an element. */
export function identify(node: ts.Node): Identity {
  if (ts.isImportDeclaration(node)) return identifyImport(node);
  if (ts.isExportDeclaration(node))
    return named('export', node.moduleSpecifier === undefined ? '' : textOf(node.moduleSpecifier));
  if (ts.isExportAssignment(node)) return named('export', 'default');
  if (ts.isVariableStatement(node)) return identifyVariables(node.declarationList, node);
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
    return named('type', node.name.text);
  if (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node)
  )
    return node.name === undefined ? unnamed(node) : named('value', node.name.text);
  if (ts.isExpressionStatement(node)) return identifyExpression(node.expression, node);
  if (isElement(node)) return identifyElement(node);
  return identifyMember(node) ?? unnamed(node);
}

function identifyImport(node: ts.ImportDeclaration): Identity {
  const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const isNamespace =
    node.importClause?.namedBindings !== undefined &&
    ts.isNamespaceImport(node.importClause.namedBindings);
  const space = `import${isType ? ' type' : ''}${isNamespace ? ' *' : ''}`;
  const from = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : '';
  return named(space, from);
}

function identifyVariables(list: ts.VariableDeclarationList, node: ts.Node): Identity {
  const names = list.declarations.flatMap(({ name }) => namesIn(name));
  return names.length === 0 ? unnamed(node) : named('value', names.join(' '));
}

/** Names that a declaration binds: one, or those of a pattern. */
export function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? namesIn(element.name) : [],
  );
}

function identifyExpression(expression: ts.Expression, node: ts.Node): Identity {
  const inner =
    ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)
      ? expression.expression
      : expression;
  if (ts.isCallExpression(inner)) return identifyCall(inner);
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return named('set', textOf(inner.left));
  return unnamed(node);
}

/** A call is known by what it calls and by its first argument, when that is a literal or a name. */
function identifyCall(call: ts.CallExpression): Identity {
  const [first] = call.arguments;
  const callee = calleeOf(call.expression);
  const isTelling = first !== undefined && (ts.isStringLiteralLike(first) || isReference(first));
  const argument = isTelling ? textOf(first) : '';
  return named('call', `${callee}(${argument})`);
}

/** The names of a chain of calls, without its arguments. */
function calleeOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return `${calleeOf(node.expression)}.${node.name.text}`;
  if (ts.isCallExpression(node)) return `${calleeOf(node.expression)}()`;
  return ts.SyntaxKind[node.kind];
}

const isReference = (node: ts.Expression): boolean =>
  ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && isReference(node.expression));

function identifyMember(node: ts.Node): Identity | undefined {
  if (ts.isConstructorDeclaration(node)) return named('member', 'constructor');
  if (ts.isIndexSignatureDeclaration(node))
    return named('member', textOf(node.parameters[0] ?? node));
  if (ts.isSpreadAssignment(node)) return named('spread', textOf(node.expression));
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node))
    return named('name', node.name.text);
  if (ts.isBindingElement(node))
    return named(
      'name',
      node.propertyName === undefined ? textOf(node.name) : textOf(node.propertyName),
    );
  if (ts.isGetAccessor(node) || ts.isSetAccessor(node))
    return named(ts.isGetAccessor(node) ? 'get' : 'set', propertyName(node.name));
  if (ts.isClassElement(node) || ts.isTypeElement(node) || ts.isObjectLiteralElementLike(node))
    return node.name === undefined ? undefined : named('member', propertyName(node.name));
  return ts.isEnumMember(node) ? named('member', propertyName(node.name)) : undefined;
}

/** A key is the same whether it is quoted or not. */
const propertyName = (name: ts.PropertyName | ts.PrivateIdentifier): string =>
  ts.isStringLiteralLike(name) || ts.isIdentifier(name) ? name.text : textOf(name);

const isElement = (node: ts.Node): boolean => ts.isArrayLiteralExpression(node.parent);

/** Keys that tell one object of a list from the next, the surest first. */
const TELLING = ['$ref', 'id', 'name', 'key', 'operationId', 'path', 'column', 'url'];

function identifyElement(node: ts.Node): Identity {
  if (ts.isArrayLiteralExpression(node)) {
    const [first] = node.elements;
    return first !== undefined && ts.isStringLiteralLike(first)
      ? named('list', first.text)
      : unnamed(node);
  }
  if (!ts.isObjectLiteralExpression(node)) return named('element', textOf(node));
  const texts = new Map(
    node.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)
        ? [[propertyName(property.name), property.initializer.text] as const]
        : [],
    ),
  );
  const key = TELLING.find((name) => texts.has(name));
  // A parameter of a description is known by its name and its place.
  return key === undefined
    ? unnamed(node)
    : named('object', [texts.get(key), texts.get('in')].join(' ').trim());
}
