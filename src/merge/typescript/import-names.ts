import { ts } from 'ts-morph';

/** The specifiers of an import that has some; they are merged one by one. */
export const namedImports = (node: ts.Node): ts.NamedImports | undefined =>
  ts.isImportDeclaration(node) &&
  node.importClause?.name === undefined &&
  node.importClause?.namedBindings !== undefined &&
  ts.isNamedImports(node.importClause.namedBindings)
    ? node.importClause.namedBindings
    : undefined;

/** Names that an import statement, or one specifier of it, brings into the file. */
export function importedNames(node: ts.Node): string[] {
  if (ts.isImportSpecifier(node)) return [node.name.text];
  if (!ts.isImportDeclaration(node) || node.importClause === undefined) return [];
  const { name, namedBindings } = node.importClause;
  const own = name === undefined ? [] : [name.text];
  if (namedBindings === undefined) return own;
  return ts.isNamespaceImport(namedBindings)
    ? [...own, namedBindings.name.text]
    : [...own, ...namedBindings.elements.map((element) => element.name.text)];
}

/** Names that all the imports of a file bring. */
export const fileImports = (file: ts.SourceFile): Set<string> =>
  new Set(file.statements.flatMap(importedNames));

/** Names that a file uses outside its imports, wherever they come from. */
export function usedNames(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && isReference(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** Names that a file declares at its top. */
export const declaredNames = (file: ts.SourceFile): Set<string> =>
  new Set(
    file.statements.flatMap((statement) => {
      if (ts.isVariableStatement(statement))
        return statement.declarationList.declarations.flatMap(({ name }) =>
          ts.isIdentifier(name) ? [name.text] : [],
        );
      const isNamed =
        ts.isFunctionDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement) ||
        ts.isEnumDeclaration(statement);
      return isNamed && statement.name !== undefined ? [statement.name.text] : [];
    }),
  );

/** Names of members and properties are no use of a variable. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isQualifiedName(parent)) return parent.right !== node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  const isMember =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isEnumMember(parent);
  return !isMember || parent.name !== node;
}
