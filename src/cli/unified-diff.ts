import { styleText } from 'node:util';
import { formatPatch, type StructuredPatch, structuredPatch } from 'diff';
import { visible } from '../diagnostics/visible.ts';

/** One file before and after; absent where there is no such file. */
export interface FileChange {
  /** As the diff names it. */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

type Style = Parameters<typeof styleText>[0];

/** What of a line that begins so stands out, and how; the first that fits counts. */
const STYLES: readonly (readonly [string, Style])[] = [
  ['--- ', 'bold'],
  ['+++ ', 'bold'],
  ['@@', 'cyan'],
  ['+', 'green'],
  ['-', 'red'],
];

/** A unified diff of one file, as `git apply` and `patch` read it. */
export function unifiedDiff({ path, before, after }: FileChange): string {
  const patch: StructuredPatch = structuredPatch(
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 3 },
  );
  return formatPatch(patch, {
    includeIndex: false,
    includeUnderline: false,
    includeFileHeaders: true,
  });
}

/**
 * The same for a person at a terminal: coloured, and with control characters of the text made
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
