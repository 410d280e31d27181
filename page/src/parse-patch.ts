/** A line of a side: its number and text. */
export interface SideLine {
  readonly number: number;
  readonly text: string;
}

/** One row of a side-by-side diff. */
export type DiffRow =
  | { readonly kind: 'hunk'; readonly text: string }
  | { readonly kind: 'same'; readonly left: SideLine; readonly right: SideLine }
  | {
      readonly kind: 'change';
      readonly left: SideLine | undefined;
      readonly right: SideLine | undefined;
    };

/** Rows of a unified diff: what goes stands beside what comes in its place. */
export function rowsOf(patch: string): DiffRow[] {
  const rows: DiffRow[] = [];
  let [left, right] = [0, 0];
  let gone: SideLine[] = [];
  let come: SideLine[] = [];
  const flush = (): void => {
    for (let index = 0; index < Math.max(gone.length, come.length); index++)
      rows.push({ kind: 'change', left: gone[index], right: come[index] });
    gone = [];
    come = [];
  };
  let isInHunk = false;
  for (const line of patch.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (hunk) {
      flush();
      [left, right] = [Number(hunk[1]), Number(hunk[2])];
      isInHunk = true;
      rows.push({ kind: 'hunk', text: `from line ${left} · to line ${right}` });
    } else if (isInHunk && line.startsWith('-')) {
      gone.push({ number: left++, text: line.slice(1) });
    } else if (isInHunk && line.startsWith('+')) {
      come.push({ number: right++, text: line.slice(1) });
    } else if (isInHunk && line.startsWith(' ')) {
      flush();
      rows.push({
        kind: 'same',
        left: { number: left++, text: line.slice(1) },
        right: { number: right++, text: line.slice(1) },
      });
    }
  }
  flush();
  return rows;
}

/** The part in which two lines differ, as where it begins and how much of the end is the same. */
export function differing(
  one: string,
  other: string,
): { readonly start: number; readonly end: number } {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return { start, end };
}
