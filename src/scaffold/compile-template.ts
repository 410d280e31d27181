import Handlebars from 'handlebars';
import { encoders, registerHelpers } from './encoders.ts';
import { TemplateError } from './template-error.ts';

const OPTIONS = { noEscape: false, strict: false, assumeObjects: false } as const;

let engine: typeof Handlebars | undefined;

/** Compiles a template after checking that everything it prints is encoded. */
export function compileTemplate(name: string, source: string): HandlebarsTemplateDelegate {
  if (engine === undefined) {
    engine = Handlebars.create();
    registerHelpers(engine);
  }
  return engine.compile(checked(name, source), OPTIONS);
}

/** The same as the text of an object that the engine's runtime takes. */
export const precompileTemplate = (name: string, source: string): string =>
  String(Handlebars.precompile(checked(name, source), OPTIONS));

function checked(name: string, source: string): hbs.AST.Program {
  const ast = parse(name, source);
  for (const found of unencoded(ast.body)) {
    const { line, column } = found.loc.start;
    throw new TemplateError(name, 'prints text without an encoder', line, column + 1);
  }
  return ast;
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
