/** A place in a file where a conflict is still marked. Lines and columns count from 1. */
export interface OpenConflict {
  readonly line: number;
  readonly column: number;
}

/** Conflicts that a merge left in a text and that nobody has settled yet. */
export function openConflicts(text: string): OpenConflict[] {
  if (!/^>{7} /m.test(text)) return [];
  return text
    .split('\n')
    .flatMap((line, index) =>
      line.startsWith('<<<<<<< ') ? [{ line: index + 1, column: 1 }] : [],
    );
}
