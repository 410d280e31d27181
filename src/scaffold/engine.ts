import Handlebars from 'handlebars';
import { Code } from './code.ts';
import * as encode from './encode.ts';

type Helper = (value: unknown) => string;

/**
 * The helpers that put text into a place, each encoding for that place. A template may print
 * nothing but through one of them.
 */
const encoders: Readonly<Record<string, Helper>> = {
  /** A TypeScript identifier, which it must be already. */
  id: (value) => encode.identifier(text(value)),
  /** A property name, quoted where it must be. */
  prop: (value) => encode.propertyName(text(value)),
  str: (value) => encode.stringLiteral(text(value)),
  comment: (value) => encode.commentText(text(value)),
  json: (value) => encode.json(value),
  path: (value) => encode.pathSegment(text(value)),
  md: (value) => encode.markdownText(text(value)),
  /** Inside a Markdown code span. */
  mdcode: (value) => encode.markdownCode(text(value)),
  yaml: (value) => encode.yamlString(text(value)),
  sh: (value) => encode.shellWord(text(value)),
  /** Text that one of our printers has made; anything else is refused. */
  code: (value) => {
    if (!(value instanceof Code))
      throw new TypeError(`{{code}} takes only what a printer made, not ${JSON.stringify(value)}`);
    return value.text;
  },
};

function text(value: unknown): string {
  if (value instanceof Code) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new TypeError(`cannot print ${value === undefined ? 'a missing value' : typeof value}`);
}

const engine = Handlebars.create();
for (const [name, encoder] of Object.entries(encoders)) {
  engine.registerHelper(name, (value: unknown) => new Handlebars.SafeString(encoder(value)));
}
engine.registerHelper('those', (...values: unknown[]) =>
  values.slice(0, -1).filter((value) => value !== undefined && value !== null),
);
engine.registerHelper('concat', (...values: unknown[]) => values.slice(0, -1).map(text).join(''));

/** A template that cannot be rendered: a fault of the pack, told with its line and column. */
export class TemplateError extends Error {
  override name = 'TemplateError';
  readonly template: string;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(template: string, message: string, line?: number, column?: number) {
    super(message);
    this.template = template;
    this.line = line;
    this.column = column;
  }
}

type Render = (view: object) => string;

/** Compiles a template after checking that everything it prints is encoded. */
export function compile(name: string, source: string): Render {
  const ast = parse(name, source);
  for (const found of unencoded(ast.body)) {
    const { line, column } = found.loc.start;
    throw new TemplateError(name, 'prints text without an encoder', line, column + 1);
  }
  const render = engine.compile(ast, { noEscape: false, strict: false, assumeObjects: false });
  return (view) => {
    try {
      return render(view, { allowProtoPropertiesByDefault: false });
    } catch (error) {
      throw new TemplateError(name, error instanceof Error ? error.message : String(error));
    }
  };
}

function parse(name: string, source: string): hbs.AST.Program {
  try {
    return Handlebars.parse(source);
  } catch (error) {
    throw new TemplateError(name, error instanceof Error ? error.message : String(error));
  }
}

/** Every mustache that is neither a block nor a call of an encoder, and every triple one. */
function unencoded(statements: readonly hbs.AST.Statement[]): hbs.AST.Statement[] {
  return statements.flatMap((statement) => {
    if (isBlock(statement)) {
      return [...unencoded(statement.program.body), ...unencoded(statement.inverse?.body ?? [])];
    }
    if (!isMustache(statement)) return [];
    const helper = 'original' in statement.path ? String(statement.path.original) : '';
    const encoded =
      statement.escaped && statement.params.length === 1 && Object.hasOwn(encoders, helper);
    return encoded ? [] : [statement];
  });
}

const isBlock = (node: hbs.AST.Statement): node is hbs.AST.BlockStatement =>
  node.type === 'BlockStatement';

const isMustache = (node: hbs.AST.Statement): node is hbs.AST.MustacheStatement =>
  node.type === 'MustacheStatement';
