import { ts } from 'ts-morph';

/** A file with a body put in. */
export interface Spliced {
  readonly text: string;
  /** Offsets of the body's own text. */
  readonly start: number;
  readonly end: number;
}

/** Where the parser stumbled, or what broke out of its function. */
export interface SpliceFault {
  readonly code: 'SW4401' | 'SW4402' | 'SW4418';
  readonly message: string;
  readonly at: number;
}

/** The exported function of that name which stands at the top of the file. */
export function findHole(source: ts.SourceFile, name: string): ts.FunctionDeclaration | undefined {
  return source.statements.find(
    (statement): statement is ts.FunctionDeclaration =>
      ts.isFunctionDeclaration(statement) &&
      statement.name?.text === name &&
      statement.body !== undefined,
  );
}

/** The file with this text between the braces of the function; `undefined` without the function. */
export function spliceBody(fileText: string, name: string, body: string): Spliced | undefined {
  const block = findHole(parse(fileText), name)?.body;
  if (!block) return undefined;
  const before = `${fileText.slice(0, block.getStart())}{\n`;
  // A line end, so that a comment at the end of the body does not take the brace with it.
  const text = `${before}${body}\n}${fileText.slice(block.end)}`;
  return { text, start: before.length, end: before.length + body.length };
}

/** What keeps the text from being one function body: it must parse, and end at its own brace. */
export function spliceFault(
  fileText: string,
  name: string,
  { text, start, end }: Spliced,
): SpliceFault | undefined {
  const source = parse(text);
  const block = findHole(source, name)?.body;
  const contained = block?.end === end + '\n}'.length && sameOutside(parse(fileText), source, name);
  const [error] = (source as WithParseErrors).parseDiagnostics ?? [];
  if (error && (contained || !closesEarly(block, end))) {
    const why = ts.flattenDiagnosticMessageText(error.messageText, '\n');
    return {
      code: 'SW4401',
      message: `This is not valid TypeScript: ${why} Write the statements of one function body, without its braces.`,
      at: Math.min(Math.max(error.start, start), end),
    };
  }
  if (contained) return undefined;
  return {
    code: 'SW4402',
    message:
      'The body must stay within its function: it closes a brace, a comment or a text that it did not open, or leaves one open. Write only the statements between the braces.',
    at: Math.min(Math.max((block?.end ?? start) - 1, start), end),
  };
}

/** The parser keeps them on the tree, where the public types do not show them. */
interface WithParseErrors extends ts.SourceFile {
  readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
}

const parse = (text: string): ts.SourceFile =>
  ts.createSourceFile('hole.ts', text, ts.ScriptTarget.Latest, true);

const closesEarly = (block: ts.Block | undefined, end: number): boolean =>
  block !== undefined && block.end <= end;

/** Whether all that stands beside the hole is what it was. */
function sameOutside(before: ts.SourceFile, after: ts.SourceFile, name: string): boolean {
  const texts = (source: ts.SourceFile) => {
    const hole = findHole(source, name);
    return source.statements.map((statement) =>
      statement === hole
        ? source.text.slice(statement.pos, hole.body?.getStart())
        : statement.getFullText(),
    );
  };
  const [old, now] = [texts(before), texts(after)];
  return old.length === now.length && old.every((text, index) => text === now[index]);
}
