import { ts } from '@ts-morph/common';

/** What one file asks of another. */
export interface ImportFact {
  readonly specifier: string;
  /** Offset of the specifier. */
  readonly at: number;
  /** Whether it is gone at run time. */
  readonly typeOnly: boolean;
  /** Names as the other file exports them. */
  readonly names: readonly NameFact[];
}

export interface NameFact {
  readonly name: string;
  readonly at: number;
}

/** What a file imports and exports: all that other files' checks need, so that its tree can go. */
export interface ModuleFacts {
  readonly imports: readonly ImportFact[];
  readonly exports: ReadonlySet<string>;
  /** Files whose every export this one passes on. */
  readonly stars: readonly string[];
}

/** Reads what a file imports, wherever it does, and what it exports. */
export function readModuleFacts(source: ts.SourceFile): ModuleFacts {
  const imports = nestedImports(source);
  const exports = new Set<string>();
  const stars: string[] = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      imports.push(importFact(statement, source));
    } else if (ts.isExportDeclaration(statement)) {
      if (statement.moduleSpecifier) imports.push(reexportFact(statement, source));
      const names = exportedBy(statement);
      if (names === 'all') stars.push(specifierOf(statement));
      else names.forEach((name) => exports.add(name));
    } else if (ts.isExportAssignment(statement)) {
      exports.add('default');
    } else if (isExported(statement)) {
      declaredNames(statement).forEach((name) => exports.add(name));
    }
  }
  return { imports, exports, stars };
}

/** `import('…')`, as an expression and as a type. */
function nestedImports(source: ts.SourceFile): ImportFact[] {
  const found: ImportFact[] = [];
  if (!/\bimport\s*\(/.test(source.text)) return found;
  const visit = (node: ts.Node): void => {
    const literal = nestedSpecifier(node);
    if (literal) {
      const { text: specifier } = literal;
      const typeOnly = ts.isImportTypeNode(node);
      found.push({ specifier, at: literal.getStart(source), typeOnly, names: [] });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nestedSpecifier(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return ts.isStringLiteral(node.argument.literal) ? node.argument.literal : undefined;
  }
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) {
    return undefined;
  }
  const [argument] = node.arguments;
  return argument && ts.isStringLiteralLike(argument) ? argument : undefined;
}

function importFact(statement: ts.ImportDeclaration, source: ts.SourceFile): ImportFact {
  const clause = statement.importClause;
  const bindings = clause?.namedBindings;
  const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
  const names = elements.map((element) => nameFact(element.propertyName ?? element.name, source));
  if (clause?.name) names.push({ name: 'default', at: clause.name.getStart(source) });
  const onlyTypes = elements.length > 0 && elements.every(({ isTypeOnly }) => isTypeOnly);
  return {
    specifier: specifierOf(statement),
    at: statement.moduleSpecifier.getStart(source),
    typeOnly:
      clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
      (onlyTypes && clause?.name === undefined),
    names,
  };
}

function reexportFact(statement: ts.ExportDeclaration, source: ts.SourceFile): ImportFact {
  const clause = statement.exportClause;
  const elements = clause && ts.isNamedExports(clause) ? [...clause.elements] : [];
  return {
    specifier: specifierOf(statement),
    at: (statement.moduleSpecifier ?? statement).getStart(source),
    typeOnly: statement.isTypeOnly,
    names: elements.map((element) => nameFact(element.propertyName ?? element.name, source)),
  };
}

function exportedBy({ exportClause }: ts.ExportDeclaration): string[] | 'all' {
  if (exportClause === undefined) return 'all';
  return ts.isNamedExports(exportClause)
    ? exportClause.elements.map(({ name }) => name.text)
    : [exportClause.name.text];
}

const nameFact = (name: ts.ModuleExportName, source: ts.SourceFile): NameFact => ({
  name: name.text,
  at: name.getStart(source),
});

function specifierOf({ moduleSpecifier }: ts.ImportDeclaration | ts.ExportDeclaration): string {
  return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const { name } = statement as { readonly name?: ts.Node };
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}
