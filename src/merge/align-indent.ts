import type { Three } from './merge-lines.ts';

/**
 * Gives the generated texts the indent of the person's, where it is not that of the generated one.
 * For JSON only: there no string runs over a line.
 */
export function alignIndent(texts: Three<string>): Three<string> {
  const wanted = indentOf(texts.ours);
  const usual = indentOf(texts.base);
  if (wanted === undefined || usual === undefined || wanted === usual) return texts;
  return {
    base: withIndent(texts.base, usual, wanted),
    ours: texts.ours,
    theirs: withIndent(texts.theirs, indentOf(texts.theirs) ?? usual, wanted),
  };
}

const indentOf = (text: string): string | undefined => /^[ \t]+(?=\S)/m.exec(text)?.[0];

const withIndent = (text: string, from: string, to: string): string =>
  text.replaceAll(/^[ \t]+/gm, (lead) => to.repeat(Math.floor(lead.length / from.length)));
