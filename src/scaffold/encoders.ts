import type Handlebars from 'handlebars';
import { withArticle } from '../model/article.ts';
import { Code } from './code.ts';
import * as encode from './encode.ts';

type Helper = (value: unknown) => string;

/**
 * The helpers that put text into a place, each encoding for that place. A template may print
 * nothing but through one of them.
 */
export const encoders: Readonly<Record<string, Helper>> = {
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

/** Gives an engine what templates may call. */
export function registerHelpers(engine: typeof Handlebars): void {
  for (const [name, encoder] of Object.entries(encoders)) {
    engine.registerHelper(name, (value: unknown) => new engine.SafeString(encoder(value)));
  }
  engine.registerHelper('those', (...values: unknown[]) =>
    values.slice(0, -1).filter((value) => value !== undefined && value !== null),
  );
  engine.registerHelper('withArticle', (words: unknown) => withArticle(text(words)));
  engine.registerHelper('concat', (...values: unknown[]) => values.slice(0, -1).map(text).join(''));
}
