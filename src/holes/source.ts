import { ts } from 'ts-morph';

/** A function of business logic in its file. Offsets are into the file's text. */
export interface LogicFunction {
  readonly name: string;
  /** From `export` to before the body's brace. */
  readonly signature: string;
  /** The doc comment, as it stands. */
  readonly comment: string;
  /** What stands between the braces, trimmed of blank lines and of common indentation. */
  readonly body: string;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

export const parse = (text: string, path = 'logic.ts'): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

/** The exported functions at the top of a file. */
export function logicFunctions(text: string): LogicFunction[] {
  const source = parse(text);
  return source.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || !statement.name || !statement.body) return [];
    const { body, name } = statement;
    const comments = ts.getLeadingCommentRanges(text, statement.pos) ?? [];
    const last = comments.at(-1);
    return [
      {
        name: name.text,
        signature: text.slice(statement.getStart(), body.getStart()).trim(),
        comment: last === undefined ? '' : text.slice(last.pos, last.end),
        body: withoutIndent(text.slice(body.getStart() + 1, body.end - 1)),
        bodyStart: body.getStart() + 1,
        bodyEnd: body.end - 1,
      },
    ];
  });
}

export const logicFunction = (text: string, name: string): LogicFunction | undefined =>
  logicFunctions(text).find((found) => found.name === name);

/** The file with another body in one of its functions; `undefined` without that function. */
export function withBody(text: string, name: string, body: string): string | undefined {
  const found = logicFunction(text, name);
  if (!found) return undefined;
  const lines = withoutIndent(body)
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`));
  return `${text.slice(0, found.bodyStart)}\n${lines.join('\n')}\n${text.slice(found.bodyEnd)}`;
}

/** Text without the blank lines around it and the indentation that all its lines share. */
export function withoutIndent(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  while (lines[0]?.trim() === '') lines.shift();
  while (lines.at(-1)?.trim() === '') lines.pop();
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indents, 80);
  return lines.map((line) => line.slice(shared).trimEnd()).join('\n');
}

/** Names that a body uses without saying where they come from. */
export function freeNames(body: string): Set<string> {
  const source = parse(`async function body() {\n${body}\n}`);
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isMemberName(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

const isMemberName = (node: ts.Identifier): boolean => {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isQualifiedName(parent) && parent.right === node)
  );
};
