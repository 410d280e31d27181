import { styleText } from 'node:util';
import { visible } from '../diagnostics/visible.ts';

type Style = Parameters<typeof styleText>[0];

/** What of a line that begins so stands out, and how; the first that fits counts. */
const STYLES: readonly (readonly [string, Style])[] = [
  ['--- ', 'bold'],
  ['+++ ', 'bold'],
  ['@@', 'cyan'],
  ['+', 'green'],
  ['-', 'red'],
];

/**
 * A unified diff for a person at a terminal: coloured, and with control characters of the text made
 * visible, since they would be obeyed there.
 */
export function colouredDiff(diff: string): string {
  let isHead = true;
  return diff
    .split('\n')
    .map((line) => {
      if (line.startsWith('@@')) isHead = false;
      const found = STYLES.find(
        ([start]) => line.startsWith(start) && (isHead || !start.endsWith(' ')),
      );
      const text = visible(line);
      return found === undefined ? text : styleText(found[1], text, { validateStream: false });
    })
    .join('\n');
}
