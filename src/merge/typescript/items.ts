import { ts } from 'ts-morph';
import { type Identity, identify } from './identity.ts';
import type { List } from './lists.ts';
import { endOf, restOfLine, skipTrivia } from './parse.ts';

/** One item of a list with all the text that goes with it. */
export interface Item {
  readonly identity: Identity;
  readonly node: ts.Node;
  readonly isFirst: boolean;
  /** Blank lines and comments before it, and its indent. */
  readonly lead: string;
  /** Its own text, without a separator. */
  readonly core: string;
  /** The separator as it is written, with what stands before it; empty when there is none. */
  readonly separator: string;
  /** A comment behind it on its line, and the end of that line. */
  readonly after: string;
}

/** A list cut into items; joined again, they are its text. */
export interface Items {
  /** What follows the opening bracket on its line; the header of a file. */
  readonly head: string;
  readonly items: readonly Item[];
  /** Comments behind the last item, and the indent of the closing bracket. */
  readonly tail: string;
}

/** Cuts a list into its items without losing a character. */
export function splitItems({ nodes, text, start, end, separator }: List): Items {
  const [first] = nodes;
  if (first === undefined) return { head: '', items: [], tail: text.slice(start, end) };
  const file = first.getSourceFile();
  const headEnd = ts.isSourceFile(first.parent)
    ? headerEnd(text, first)
    : Math.min(restOfLine(text, start), first.getStart(file));
  let at = headEnd;
  const items = nodes.map((node, index): Item => {
    const from = node.getStart(file);
    const lead = text.slice(at, from);
    const coreEnd = endOf(node);
    const sign = separator === ',' ? skipTrivia(text, coreEnd) : coreEnd;
    const isSeparated = separator !== '' && sign < end && /[;,]/.test(text[sign] ?? '');
    const itemEnd = isSeparated ? sign + 1 : coreEnd;
    at = Math.min(restOfLine(text, itemEnd), end);
    return {
      identity: identify(node),
      node,
      isFirst: index === 0,
      lead,
      core: text.slice(from, coreEnd),
      separator: text.slice(coreEnd, itemEnd),
      after: text.slice(itemEnd, at),
    };
  });
  return { head: text.slice(start, headEnd), items, tail: text.slice(at, end) };
}

/** A comment at the top that a blank line parts from the rest belongs to the file. */
function headerEnd(text: string, first: ts.Node): number {
  const lead = text.slice(0, first.getStart());
  const blank = lead.lastIndexOf('\n\n');
  return blank < 0 ? (/^#![^\n]*\n?/.exec(lead)?.[0].length ?? 0) : blank + 1;
}

/** Everything that an item takes up. */
export const itemText = ({ lead, core, separator, after }: Item): string =>
  lead + core + separator + after;
