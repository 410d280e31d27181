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
  const [found] = refused(ast.body);
  if (found) {
    const { line, column } = found.statement.loc.start;
    throw new TemplateError(name, found.why, line, column + 1);
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

interface Refused {
  readonly statement: hbs.AST.Statement;
  readonly why: string;
}

/** What would print text that is not encoded, and what hides what it prints. */
function refused(statements: readonly hbs.AST.Statement[]): Refused[] {
  return statements.flatMap((statement) => {
    if (isBlock(statement))
      return [...refused(statement.program.body), ...refused(statement.inverse?.body ?? [])];
    if (isPartial(statement))
      return statement.name.type === 'PathExpression'
        ? []
        : [{ statement, why: 'names a partial that only a view could tell' }];
    if (HARMLESS.has(statement.type)) return [];
    if (!isMustache(statement))
      return [{ statement, why: 'has a form that templates do without: use a partial' }];
    const helper = 'original' in statement.path ? String(statement.path.original) : '';
    const encoded =
      statement.escaped && statement.params.length === 1 && Object.hasOwn(encoders, helper);
    return encoded ? [] : [{ statement, why: 'prints text without an encoder' }];
  });
}

const HARMLESS: ReadonlySet<string> = new Set(['ContentStatement', 'CommentStatement']);

const isPartial = (node: hbs.AST.Statement): node is hbs.AST.PartialStatement =>
  node.type === 'PartialStatement';

const isBlock = (node: hbs.AST.Statement): node is hbs.AST.BlockStatement =>
  node.type === 'BlockStatement';

const isMustache = (node: hbs.AST.Statement): node is hbs.AST.MustacheStatement =>
  node.type === 'MustacheStatement';
