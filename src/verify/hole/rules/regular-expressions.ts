import { ts } from 'ts-morph';
import { bare, valueSymbol, type Breach, type HoleBody, type HoleRule } from '../hole-body.ts';
import { whySlow } from '../../../spec/regex/slow-regex.ts';

/** Methods of texts that would make a regular expression of a text. */
const matching: ReadonlySet<string> = new Set(['match', 'matchAll', 'search']);

/** Regular expressions are written down, and take time in proportion to the text. */
export const regularExpressions: HoleRule = (node, hole) => {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/');
    const why = whySlow(node.text.slice(1, end), node.text.slice(end + 1));
    return why === undefined
      ? undefined
      : refuse(
          node,
          `On some texts it takes far too long: ${why}. Anchor it with ^, let neighbours match different characters, bound the counts as in \\d{1,9}, or use includes, startsWith, split or trim.`,
        );
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined;
  if (!matching.has(node.expression.name.text)) return undefined;
  const owned = hole.checker
    .getSymbolAtLocation(node.expression.name)
    ?.declarations?.every((it) => hole.ownerOf(it) === 'library');
  const [pattern] = node.arguments;
  if (!owned || (pattern && isWritten(pattern, hole))) return undefined;
  return refuse(
    node,
    'A text would become a regular expression. Write the expression as a literal, or use includes or indexOf.',
  );
};

function isWritten(pattern: ts.Expression, { checker }: HoleBody): boolean {
  const node = bare(pattern);
  if (ts.isRegularExpressionLiteral(node)) return true;
  const declaration = ts.isIdentifier(node)
    ? valueSymbol(node, checker)?.valueDeclaration
    : undefined;
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const &&
    declaration.initializer !== undefined &&
    ts.isRegularExpressionLiteral(bare(declaration.initializer))
  );
}

const refuse = (node: ts.Node, why: string): Breach => ({
  code: 'SW4415',
  message: `The regular expression in «${node.getText().slice(0, 60)}» is not safe. ${why}`,
  node,
});
