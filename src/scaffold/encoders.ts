import type Handlebars from 'handlebars';
import { withArticle } from '../model/article.ts';
import { Code } from './code.ts';
import * as encode from './encode.ts';

type Encoder = (value: unknown) => string;
type Tool = (...values: unknown[]) => unknown;

/**
 * The helpers that put text into a place, each encoding for that place. A template may print
 * nothing but through one of them.
 */
export const encoders: Readonly<Record<string, Encoder>> = {
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

/** What hands a value on to an encoder, or to a block: `{{str (concat a b)}}`. */
export const tools: Readonly<Record<string, Tool>> = {
  those: (...values) => values.filter((value) => value !== undefined && value !== null),
  withArticle: (words) => withArticle(text(words)),
  concat: (...values) => values.map(text).join(''),
};

function text(value: unknown): string {
  if (value instanceof Code) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new TypeError(`cannot print ${value === undefined ? 'a missing value' : typeof value}`);
}

/** What a call in a template threw, with its place there; line and column count from 1. */
export class CallFault extends Error {
  override name = 'CallFault';
  readonly line: number;
  readonly column: number;

  constructor(cause: unknown, line: number, column: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.line = line;
    this.column = column;
  }
}

/** What Handlebars tells a helper of its call; always, though its types do not say so. */
interface Call {
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };
}

/** Gives an engine what templates may call. */
export function registerHelpers(
  engine: typeof Handlebars,
  helpers: ReadonlyMap<string, Tool> = new Map(),
): void {
  const register = (name: string, tool: Tool) =>
    engine.registerHelper(name, (...given: unknown[]) => {
      try {
        return tool(...given.slice(0, -1));
      } catch (error) {
        if (error instanceof CallFault) throw error;
        const { start } = (given.at(-1) as Call).loc;
        throw new CallFault(error, start.line, start.column + 1);
      }
    });
  for (const [name, encoder] of Object.entries(encoders))
    register(name, (value) => new engine.SafeString(encoder(value)));
  for (const [name, tool] of [...Object.entries(tools), ...helpers]) register(name, tool);
}
