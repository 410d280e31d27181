import { ts } from '@ts-morph/common';
import type { Finding } from '../finding.ts';
import type { FilePolicy } from './policy.ts';

/** What a file imports and never names again. */
export const noUnusedImport: FilePolicy = (source) => {
  const imported = source.statements.filter(ts.isImportDeclaration).flatMap(importedNames);
  if (imported.length === 0) return [];
  const used = usedNames(source);
  return imported
    .filter(({ text }) => !used.has(text))
    .map((name): Finding => ({
      code: 'SW4105',
      path: source.fileName,
      message: `${name.text} is imported and never used; the template must leave the import out.`,
      at: name.getStart(source),
    }));
};

function importedNames({ importClause }: ts.ImportDeclaration): ts.Identifier[] {
  const names = importClause?.name ? [importClause.name] : [];
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return names;
  const named = ts.isNamespaceImport(bindings) ? [bindings] : [...bindings.elements];
  return [...names, ...named.map(({ name }) => name)];
}

function usedNames(source: ts.SourceFile): Set<string> {
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (!isMember(node)) used.add(node.text);
    } else if (!ts.isImportDeclaration(node)) {
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return used;
}

/** `b` in `a.b`, `{ b: 1 }` and the like names a member, not what was imported. */
function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (
    (ts.isPropertyAssignment(parent) || ts.isTypeElement(parent) || ts.isClassElement(parent)) &&
    parent.name === node
  );
}
