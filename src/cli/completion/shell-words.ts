import type { CommandGrammar, Value } from './grammar.ts';

/** One word of a POSIX shell, whatever is in it. */
export const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** The words that an operand may be. */
export const words = (operands: readonly Value[]): readonly string[] =>
  operands.flatMap((operand) => (operand.kind === 'words' ? operand.words : []));

/**
 * Branches of a `case` over the command's path and the word before the cursor, for options that
 * take a value: patterns with what completes the value, the same actions together.
 */
export function cases(
  grammar: readonly CommandGrammar[],
  actionOf: (value: Value) => string,
): readonly (readonly [patterns: readonly string[], action: string])[] {
  const found = new Map<string, string[]>();
  for (const { path, options } of grammar)
    for (const { name, value } of options) {
      if (value === undefined) continue;
      const action = actionOf(value);
      const patterns = found.get(action) ?? [];
      patterns.push(quoted(`${path === '' ? '' : ` ${path}`} ${name}`));
      found.set(action, patterns);
    }
  return [...found].map(([action, patterns]) => [patterns, action]);
}
