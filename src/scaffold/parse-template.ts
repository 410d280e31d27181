import Handlebars from 'handlebars';
import { encoders, tools } from './encoders.ts';
import type { TemplateText } from './pack/layer.ts';
import { PackError } from './pack/pack-error.ts';

/** How templates are compiled, here and when the package is built. */
export const COMPILE_OPTIONS = { noEscape: false, strict: false, assumeObjects: false } as const;

/** What a template may call besides what every template may. */
export interface Known {
  readonly partials: ReadonlySet<string>;
  readonly helpers: ReadonlySet<string>;
}

/**
 * Parses a template, and refuses it where it would print text that is not encoded, or use what its
 * pack does not have.
 *
 * @param known where the pack as a whole is known
 * @throws PackError with the template's own line and column
 */
export function parseTemplate({ file, text }: TemplateText, known?: Known): hbs.AST.Program {
  const ast = parse(file, text);
  const [found] = refusedIn(ast, known);
  if (found === undefined) return ast;
  const { line, column } = found.node.loc.start;
  throw new PackError(found.code, found.why, { file, text, line, column: column + 1 });
}

function parse(file: string, text: string): hbs.AST.Program {
  try {
    return Handlebars.parse(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const place = { file, text, ...placeOf(error) };
    throw new PackError('SW3005', `The template does not parse: ${reasonOf(error)}.`, place, {
      cause: error,
    });
  }
}

/** The parser tells the place of some faults, and of the others the last token that it has read. */
function placeOf(error: Error): { readonly line?: number; readonly column?: number } {
  const { lineNumber, column } = error as {
    readonly lineNumber?: number;
    readonly column?: number;
  };
  if (lineNumber !== undefined && column !== undefined)
    return { line: lineNumber, column: column + 1 };
  const { Parser } = Handlebars as unknown as {
    readonly Parser: { readonly lexer: { readonly yylloc: Record<string, number> } };
  };
  const { first_line: line = 1, first_column: first = 0 } = Parser.lexer.yylloc;
  return { line, column: first + 1 };
}

/** The reason alone: the parser shows the place by signs and lists every token that it knows. */
function reasonOf({ message }: Error): string {
  const got = /got '(\w+)'$/.exec(message)?.[1];
  if (got === 'EOF') return 'it ends within a block or a mustache';
  if (got !== undefined) return 'something here is no Handlebars';
  return message.replace(/ - \d+:\d+$/, '');
}

interface Refused {
  readonly node: hbs.AST.Node;
  readonly code: PackError['code'];
  readonly why: string;
}

/** What would print text that is not encoded, what hides what it prints, and what is not there. */
function refusedIn(program: hbs.AST.Program | undefined, known: Known | undefined): Refused[] {
  return (program?.body ?? []).flatMap((statement): Refused[] => {
    if (HARMLESS.has(statement.type)) return [];
    if (isBlock(statement))
      return [
        ...refusedCall(statement, BLOCKS, known),
        ...refusedIn(statement.program, known),
        ...refusedIn(statement.inverse, known),
      ];
    if (isPartial(statement)) return refusedPartial(statement, known);
    if (!isMustache(statement))
      return [
        { node: statement, code: 'SW3006', why: 'Templates do without this form. Use a partial.' },
      ];
    const isEncoded =
      statement.escaped && statement.params.length === 1 && isName(statement.path, encoders);
    return isEncoded
      ? statement.params.flatMap((parameter) => refusedValue(parameter, known))
      : [{ node: statement, code: 'SW3006', why: UNENCODED }];
  });
}

const HARMLESS: ReadonlySet<string> = new Set(['ContentStatement', 'CommentStatement']);
const BLOCKS: ReadonlySet<string> = new Set(['if', 'unless', 'each', 'with']);
const UNENCODED = `This prints text without an encoder. Write one before it: ${Object.keys(encoders).join(', ')}.`;

function refusedPartial(statement: hbs.AST.PartialStatement, known: Known | undefined): Refused[] {
  const { name } = statement;
  if (!isPath(name))
    return [
      {
        node: statement,
        code: 'SW3006',
        why: 'Only the view could tell which partial this is. Name it.',
      },
    ];
  if (known !== undefined && !known.partials.has(name.original))
    return [
      {
        node: statement,
        code: 'SW3007',
        why: `The pack has no partial ${name.original}. Add partials/${name.original}.hbs, or name one of ${[...known.partials].sort().join(', ')}.`,
      },
    ];
  return [...statement.params, ...(statement.hash?.pairs ?? []).map(({ value }) => value)].flatMap(
    (value) => refusedValue(value, known),
  );
}

/** A value that is handed on: what it calls must be there. */
function refusedValue(value: hbs.AST.Expression, known: Known | undefined): Refused[] {
  return value.type === 'SubExpression'
    ? refusedCall(value as hbs.AST.SubExpression, new Set([...Object.keys(tools), 'lookup']), known)
    : [];
}

function refusedCall(
  call: hbs.AST.SubExpression | hbs.AST.BlockStatement,
  own: ReadonlySet<string>,
  known: Known | undefined,
): Refused[] {
  const { path, params } = call;
  const name = isPath(path) ? path.original : '';
  const isSection = call.type === 'BlockStatement' && params.length === 0 && !own.has(name);
  const isKnown = own.has(name) || known === undefined || known.helpers.has(name);
  const hash = (call.hash?.pairs ?? []).map((pair) => pair.value);
  return [
    ...(isKnown || isSection ? [] : [unknownHelper(call, name, [...own, ...known.helpers])]),
    ...[...params, ...hash].flatMap((value) => refusedValue(value, known)),
  ];
}

const unknownHelper = (node: hbs.AST.Node, name: string, names: readonly string[]): Refused => ({
  node,
  code: 'SW3013',
  why: `The pack has no helper ${JSON.stringify(name)}. Export it from helpers.ts, or call one of ${names.join(', ')}.`,
});

const isName = (node: hbs.AST.Node, names: object): boolean =>
  isPath(node) && Object.hasOwn(names, node.original);

const isPath = (node: hbs.AST.Node): node is hbs.AST.PathExpression =>
  node.type === 'PathExpression';

const isBlock = (node: hbs.AST.Statement): node is hbs.AST.BlockStatement =>
  node.type === 'BlockStatement';

const isMustache = (node: hbs.AST.Statement): node is hbs.AST.MustacheStatement =>
  node.type === 'MustacheStatement';

const isPartial = (node: hbs.AST.Statement): node is hbs.AST.PartialStatement =>
  node.type === 'PartialStatement';
