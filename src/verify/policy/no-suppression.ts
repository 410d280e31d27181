import { ts } from '@ts-morph/common';
import type { Finding } from '../finding.ts';
import type { FilePolicy } from './policy.ts';

const SUPPRESSION = /@ts-(?:ignore|expect-error|nocheck)|(?:eslint|oxlint)-disable/g;

/** A comment that silences a check hides the fault that the check would show. */
export const noSuppression: FilePolicy = (source) => {
  const found: Finding[] = [];
  for (const match of source.text.matchAll(SUPPRESSION)) {
    if (!isComment(source, match.index)) continue;
    found.push({
      code: 'SW4102',
      path: source.fileName,
      message: `The comment ${match[0]} switches a check off; the template must mend what it hides.`,
      at: match.index,
    });
  }
  return found;
};

/** Comments lie between the tokens; a text that only speaks of one lies within a literal. */
function isComment(source: ts.SourceFile, at: number): boolean {
  let node: ts.Node = source;
  for (;;) {
    const child: ts.Node | undefined = ts.forEachChild(node, (candidate) =>
      candidate.getStart(source) <= at && at < candidate.end ? candidate : undefined,
    );
    if (child === undefined) break;
    node = child;
  }
  return (
    !ts.isLiteralExpression(node) &&
    !ts.isTemplateMiddleOrTemplateTail(node) &&
    !ts.isTemplateHead(node)
  );
}
