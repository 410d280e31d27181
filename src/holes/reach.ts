import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { parse } from './source.ts';

/** A declaration that a signature leads to. */
export interface Reached {
  readonly file: string;
  readonly name: string;
  /** With its doc comment; of functions and classes what can be seen from outside. */
  readonly text: string;
  /** Steps from the signature. */
  readonly distance: number;
}

/** A name that a body may use when it is imported. */
export interface Lent {
  readonly name: string;
  readonly from: string;
  readonly isType: boolean;
  /** What it looks like, in one line. */
  readonly signature: string;
}

/** The files of a service by path. */
export type Tree = ReadonlyMap<string, string>;

/** The context's own plumbing: bodies work with records, not with queries. */
const OUT_OF_REACH: ReadonlySet<string> = new Set(['src/database.ts']);

/** Parses each file once. */
export class Sources {
  readonly #tree: Tree;
  readonly #parsed = new Map<string, ts.SourceFile | undefined>();

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  get(path: string): ts.SourceFile | undefined {
    if (!this.#parsed.has(path)) {
      const text = this.#tree.get(path);
      this.#parsed.set(path, text === undefined ? undefined : parse(text, path));
    }
    return this.#parsed.get(path);
  }
}

/**
 * The types that a function's signature leads to, nearest first: what one must know to write its
 * body. Packages and the database are left out.
 */
export function typesInReach(sources: Sources, file: string, name: string): Reached[] {
  const found: Reached[] = [];
  const seen = new Set<string>();
  const start = declarationIn(sources.get(file), name);
  if (!start || !ts.isFunctionDeclaration(start)) return [];
  let ring: { file: string; node: ts.Node }[] = [
    ...start.parameters.flatMap(({ type }) => (type ? [{ file, node: type }] : [])),
    ...(start.type ? [{ file, node: start.type }] : []),
  ];
  for (let distance = 1; ring.length > 0; distance++) {
    const next: typeof ring = [];
    for (const { file: from, node } of ring) {
      for (const used of typeNames(node)) {
        const place = whereIs(sources, from, used);
        if (!place || seen.has(`${place.file}#${place.name}`)) continue;
        seen.add(`${place.file}#${place.name}`);
        const declared = declarationIn(sources.get(place.file), place.name);
        if (!declared) continue;
        found.push({ ...place, text: outline(declared), distance });
        next.push({ file: place.file, node: declared });
      }
    }
    ring = next;
  }
  return found;
}

/** What a body may import: errors, and what the files of the types in reach export. */
export function lentNames(sources: Sources, reached: readonly Reached[]): Lent[] {
  const problems = exportsOf(sources, 'src/http/problem.ts').filter(({ name }) => ERRORS.has(name));
  const entities = [...new Set(reached.map(({ file }) => file))]
    .filter((file) => /^src\/(?:entities|schemas)\//.test(file))
    .sort()
    .flatMap((file) => exportsOf(sources, file))
    .filter(({ signature }) => !/\brow: /.test(signature));
  return [...problems, ...entities];
}

const ERRORS: ReadonlySet<string> = new Set([
  'Problem',
  'badRequest',
  'conflict',
  'forbidden',
  'notFound',
]);

function exportsOf(sources: Sources, file: string): Lent[] {
  const source = sources.get(file);
  if (!source) return [];
  return source.statements.flatMap((statement): Lent[] => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (!isExported) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map((declared) => ({
        name: declared.name.getText(),
        from: file,
        isType: false,
        signature: oneLine(arrowSignature(declared)),
      }));
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      return [
        {
          name: statement.name?.text ?? '',
          from: file,
          isType: false,
          signature: oneLine(headOf(statement)),
        },
      ];
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      return [{ name: statement.name.text, from: file, isType: true, signature: '' }];
    return [];
  });
}

function arrowSignature({ name, initializer }: ts.VariableDeclaration): string {
  if (!initializer || !ts.isArrowFunction(initializer)) return name.getText();
  const parameters = initializer.parameters.map((parameter) => parameter.getText()).join(', ');
  const made = ts.isNewExpression(initializer.body) ? initializer.body.expression.getText() : '';
  return `${name.getText()}(${parameters})${made === '' ? '' : `: ${made}`}`;
}

/** A function's signature, or what a class shows. */
function headOf(node: ts.FunctionDeclaration | ts.ClassDeclaration): string {
  if (ts.isFunctionDeclaration(node)) {
    const text = node.getText();
    return text
      .slice(
        text.indexOf('function '),
        node.body ? node.body.getStart() - node.getStart() : undefined,
      )
      .trim();
  }
  const constructed = node.members.find(ts.isConstructorDeclaration);
  const parameters = constructed?.parameters.map((parameter) => parameter.getText()).join(', ');
  return `new ${node.name?.text ?? ''}(${parameters ?? ''})`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** A declaration as others see it. */
function outline(node: ts.Statement): string {
  if (ts.isFunctionDeclaration(node)) return `${headOf(node)};`;
  const text = node.getText();
  const comments = ts.getLeadingCommentRanges(node.getSourceFile().text, node.pos) ?? [];
  const last = comments.at(-1);
  const comment =
    last === undefined ? '' : `${node.getSourceFile().text.slice(last.pos, last.end)}\n`;
  return ts.isClassDeclaration(node) ? `${comment}${headOf(node)}` : `${comment}${text}`;
}

function declarationIn(source: ts.SourceFile | undefined, name: string): ts.Statement | undefined {
  return source?.statements.find(
    (statement) =>
      (ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement) ||
        ts.isFunctionDeclaration(statement) ||
        ts.isClassDeclaration(statement)) &&
      statement.name?.text === name,
  );
}

/** The names of types that a node mentions. */
function typeNames(node: ts.Node): string[] {
  const names = new Set<string>();
  const visit = (child: ts.Node): void => {
    if (ts.isTypeReferenceNode(child) && ts.isIdentifier(child.typeName))
      names.add(child.typeName.text);
    if (ts.isExpressionWithTypeArguments(child) && ts.isIdentifier(child.expression))
      names.add(child.expression.text);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return [...names];
}

/** The file that declares what a name means in another file. */
function whereIs(
  sources: Sources,
  file: string,
  name: string,
): { file: string; name: string } | undefined {
  const source = sources.get(file);
  if (declarationIn(source, name)) return OUT_OF_REACH.has(file) ? undefined : { file, name };
  for (const statement of source?.statements ?? []) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier))
      continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const element = bindings.elements.find((one) => one.name.text === name);
    if (!element || !statement.moduleSpecifier.text.startsWith('.')) continue;
    const target = posix.join(posix.dirname(file), statement.moduleSpecifier.text);
    return OUT_OF_REACH.has(target)
      ? undefined
      : { file: target, name: (element.propertyName ?? element.name).text };
  }
  return undefined;
}
