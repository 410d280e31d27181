import { ts } from 'ts-morph';
import type { DiagnosticCodeOf } from '../../diagnostics/diagnostic.ts';

/** Something in the text itself, before any tree. */
export interface TextFault {
  readonly code: DiagnosticCodeOf<'SW44'>;
  readonly message: string;
  /** Offset in the text that was given. */
  readonly at: number;
}

/**
 * Characters that a reader does not see: format, control, separators, fillers, variations and lone
 * surrogates; a carriage return alone, too, since it ends a comment where a reader sees no end.
 */
const HIDDEN =
  /[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]|[\u{fe00}-\u{fe0e}]|[\u{e0100}-\u{e01ef}]|\r(?!\n)|(?![\t\n\r])\p{Cc}|(?! )\p{Zs}/gu;

/** What comments may not say: they would switch a check off or name another source. */
const DIRECTIVE =
  /@ts-|(?:eslint|oxlint|biome|prettier|tslint|deno|istanbul|c8|v8)[\s-]+(?:disable|ignore|enable)|eslint|[#@]\s*source(?:Mapping)?URL|<\s*(?:reference|amd-)|@jsx|[#@]__/i;

/** Hidden characters, wherever they stand: what is read must be what runs. */
export function hiddenCharacters(body: string): TextFault[] {
  return [...body.matchAll(HIDDEN)].slice(0, 1).map(({ index, 0: character }) => ({
    code: 'SW4403',
    message: `The character U+${hex(character)} cannot be seen by a reader. Write visible characters only; in a text use an escape such as \\u00a0.`,
    at: index,
  }));
}

const hex = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** Comments of a body: no directive, and nothing that only an old script would take for one. */
export function commentFaults(body: ts.Block, start: number, end: number): TextFault[] {
  const source = body.getSourceFile();
  const faults: TextFault[] = [];
  for (const { pos, end: commentEnd } of commentsWithin(body, start, end)) {
    const text = source.text.slice(pos, commentEnd);
    if (DIRECTIVE.test(text)) {
      faults.push({
        code: 'SW4404',
        message:
          'A comment must not speak to tools: it would switch a check off. Remove it and mend what the check finds.',
        at: pos - start,
      });
    }
  }
  return faults;
}

/** Every comment between the tokens, found once each. */
function commentsWithin(body: ts.Block, start: number, end: number): ts.TextRange[] {
  const source = body.getSourceFile();
  const found = new Map<number, ts.TextRange>();
  const visit = (node: ts.Node): void => {
    for (const at of [node.pos, node.end]) {
      for (const range of [
        ...(ts.getLeadingCommentRanges(source.text, at) ?? []),
        ...(ts.getTrailingCommentRanges(source.text, at) ?? []),
      ]) {
        if (range.pos >= start && range.end <= end) found.set(range.pos, range);
      }
    }
    node.getChildren(source).forEach(visit);
  };
  visit(body);
  return [...found.values()];
}
