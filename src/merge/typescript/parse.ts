import { ts } from 'ts-morph';

/** The parser keeps its errors on the tree, where the public types do not show them. */
interface WithParseErrors extends ts.SourceFile {
  readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
}

const KINDS: Readonly<Record<string, ts.ScriptKind>> = {
  tsx: ts.ScriptKind.TSX,
  jsx: ts.ScriptKind.JSX,
  js: ts.ScriptKind.JS,
  mjs: ts.ScriptKind.JS,
  cjs: ts.ScriptKind.JS,
  json: ts.ScriptKind.JSON,
};

/** The tree of a TypeScript, JavaScript or JSON text; undefined when it does not parse. */
export function parse(path: string, text: string): ts.SourceFile | undefined {
  const kind = KINDS[path.slice(path.lastIndexOf('.') + 1)] ?? ts.ScriptKind.TS;
  const file: WithParseErrors = ts.createSourceFile(
    path,
    text,
    { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    true,
    kind,
  );
  return (file.parseDiagnostics ?? []).length > 0 ? undefined : file;
}

/** A node's own text, without the comments before it and without what parts it from the next. */
export const textOf = (node: ts.Node): string => {
  const file = node.getSourceFile();
  return file.text.slice(startOf(node), endOf(node));
};

/** Where a node's own text begins. */
export const startOf = (node: ts.Node): number => (ts.isSourceFile(node) ? 0 : node.getStart());

/** Where it ends; the sign behind a member of a type is its separator. */
export function endOf(node: ts.Node): number {
  const { text } = node.getSourceFile();
  if (ts.isSourceFile(node)) return text.length;
  return ts.isTypeElement(node) && /[;,]/.test(text[node.end - 1] ?? '') ? node.end - 1 : node.end;
}

/** Where the next token begins: past white space and comments. */
export function skipTrivia(text: string, from: number): number {
  const trivia = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  trivia.lastIndex = from;
  return from + (trivia.exec(text)?.[0].length ?? 0);
}

/** The end of the line, if there is nothing but comments until there; else `from`. */
export function restOfLine(text: string, from: number): number {
  const rest = /(?:[^\S\n]|\/\*[^\n]*?\*\/)*(?:\/\/[^\n]*)?(?:\n|$)/y;
  rest.lastIndex = from;
  return from + (rest.exec(text)?.[0].length ?? 0);
}
