import { ts } from 'ts-morph';

/** Where the items of a container stand, and how they stand to each other. */
export interface List {
  readonly nodes: ts.NodeArray<ts.Node>;
  readonly text: string;
  /** Where the text of the list begins and ends: past the opening bracket, before the closing one. */
  readonly start: number;
  readonly end: number;
  /** What parts one item from the next, where the grammar asks for it. */
  readonly separator: ',' | ';' | '';
  /** Items run one after the other, so that their order and their neighbours count. */
  readonly isSequence: boolean;
}

/** The list that a node is a container of, if it is one. */
export function listOf(node: ts.Node): List | undefined {
  if (ts.isSourceFile(node) && !isJson(node)) {
    const { text, statements } = node;
    return {
      nodes: statements,
      text,
      start: 0,
      end: text.length,
      separator: '',
      isSequence: false,
    };
  }
  const nodes = nodesOf(node);
  if (nodes === undefined) return undefined;
  return {
    nodes,
    text: node.getSourceFile().text,
    start: nodes.pos,
    // The closing bracket ends each of these nodes.
    end: node.end - 1,
    separator: separatorOf(node),
    isSequence: isSequence(node),
  };
}

const isJson = (file: ts.SourceFile): boolean => file.fileName.endsWith('.json');

function nodesOf(node: ts.Node): ts.NodeArray<ts.Node> | undefined {
  if (ts.isBlock(node) || ts.isModuleBlock(node)) return node.statements;
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node))
    return node.members;
  if (ts.isEnumDeclaration(node)) return node.members;
  if (ts.isObjectLiteralExpression(node)) return node.properties;
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (ts.isNamedImports(node) || ts.isNamedExports(node) || ts.isObjectBindingPattern(node))
    return node.elements;
  return undefined;
}

function separatorOf(node: ts.Node): List['separator'] {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) return ';';
  return ts.isBlock(node) || ts.isModuleBlock(node) || ts.isClassLike(node) ? '' : ',';
}

function isSequence(node: ts.Node): boolean {
  if (ts.isBlock(node)) return !isCollection(node);
  // The arrays of a JSON file are sets: names of files, of keywords, of tags.
  return ts.isArrayLiteralExpression(node) && !isJson(node.getSourceFile());
}

/** Blocks that only list things: suites of tests, and routes under their addresses. */
function isCollection(block: ts.Block): boolean {
  if (!ts.isFunctionLike(block.parent)) return false;
  const call = block.parent.parent;
  if (ts.isCallExpression(call) && /^(?:describe|suite)\b/.test(call.expression.getText()))
    return true;
  return block.statements.length > 1 && block.statements.every(isRegistration);
}

/** A call that names what it registers: `app.get('/books', …)`, `test('…', …)`. */
function isRegistration(statement: ts.Statement): boolean {
  if (ts.isFunctionDeclaration(statement)) return true;
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression))
    return false;
  const [first] = statement.expression.arguments;
  return first !== undefined && ts.isStringLiteralLike(first);
}
