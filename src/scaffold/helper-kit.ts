import { Code, code } from './code.ts';
import { encoders } from './encoders.ts';

/** Text that is encoded for its place already, and that `{{code}}` prints. */
export type { Code };

/**
 * What a helper of a pack is handed after its arguments. The encoders make {@link Code} of text, and
 * `code` makes one of several, so that nothing that a description says becomes code as it is.
 */
export interface HelperKit {
  /** A TypeScript identifier, which it must be already. */
  readonly id: (value: unknown) => Code;
  /** A property name, quoted where it must be. */
  readonly prop: (value: unknown) => Code;
  /** A string literal. */
  readonly str: (value: unknown) => Code;
  /** Text in a comment. */
  readonly comment: (value: unknown) => Code;
  readonly json: (value: unknown) => Code;
  /** One segment of a path. */
  readonly path: (value: unknown) => Code;
  /** Text in Markdown. */
  readonly md: (value: unknown) => Code;
  /** Text in a Markdown code span. */
  readonly mdcode: (value: unknown) => Code;
  /** A double-quoted YAML scalar. */
  readonly yaml: (value: unknown) => Code;
  /** A single-quoted word of a shell. */
  readonly sh: (value: unknown) => Code;
  /** A template literal: its own words as they are, and nothing in it but other code. */
  readonly code: (words: TemplateStringsArray, ...parts: readonly Code[]) => Code;
  /** Several, with words between them. */
  readonly join: (parts: readonly Code[], separator: string) => Code;
}

const encoding =
  (name: string) =>
  (value: unknown): Code =>
    code(encoders[name]?.(value) ?? '');

/** Refuses what did not come from an encoder, whatever the types said. */
function textOf(part: unknown): string {
  if (part instanceof Code) return part.text;
  throw new TypeError(
    `code takes only what an encoder made, not ${JSON.stringify(part)}: write \${str(…)}`,
  );
}

export const helperKit: HelperKit = {
  id: encoding('id'),
  prop: encoding('prop'),
  str: encoding('str'),
  comment: encoding('comment'),
  json: encoding('json'),
  path: encoding('path'),
  md: encoding('md'),
  mdcode: encoding('mdcode'),
  yaml: encoding('yaml'),
  sh: encoding('sh'),
  code: (words, ...parts) => code(String.raw({ raw: words }, ...parts.map(textOf))),
  join: (parts, separator) => code(parts.map(textOf).join(separator)),
};
