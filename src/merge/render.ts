import type { Conflict, Part } from './part.ts';

/** What the sides are called in a file with conflicts. */
export interface SideNames {
  readonly ours: string;
  readonly base: string;
  readonly theirs: string;
}

/** A place that a person must look at. Lines and columns count from 1. */
export interface ConflictPlace {
  readonly line: number;
  readonly column: number;
  /** The declaration, member or key that it is about. */
  readonly name?: string;
}

/** Something decided that a person should know. */
export interface Note {
  readonly message: string;
  readonly line?: number;
}

export interface Rendered {
  readonly text: string;
  readonly conflicts: readonly ConflictPlace[];
  readonly notes: readonly Note[];
}

/** Text that is being written, with a conflict that is still to reach the end of its line. */
interface Writing {
  text: string;
  open: Conflict | undefined;
  /** Whether the open conflict is of whole lines already. */
  readonly conflicts: ConflictPlace[];
  readonly notes: Note[];
}

/** Writes merged parts as a file, with git's conflict markers round whole lines. */
export function render(parts: readonly Part[], names: SideNames): Rendered {
  const writing: Writing = { text: '', open: undefined, conflicts: [], notes: [] };
  for (const part of parts) {
    if (typeof part === 'string') writeText(part, writing, names);
    else if (part.kind === 'conflict') writeConflict(part, writing, names);
    else if (part.message !== undefined)
      writing.notes.push({ message: part.message, line: lineOf(writing.text) });
  }
  close(writing, names);
  const { text, conflicts, notes } = writing;
  return { text, conflicts, notes };
}

const lineOf = (text: string): number => text.split('\n').length;

function writeText(text: string, writing: Writing, names: SideNames): void {
  const { open } = writing;
  if (open === undefined) {
    writing.text += text;
    return;
  }
  if (isOfWholeLines(open)) {
    close(writing, names);
    writing.text += text;
    return;
  }
  const end = text.indexOf('\n') + 1;
  writing.open = extended(open, end === 0 ? text : text.slice(0, end));
  if (end === 0) return;
  close(writing, names);
  writing.text += text.slice(end);
}

function writeConflict(part: Conflict, writing: Writing, names: SideNames): void {
  if (writing.open !== undefined && isOfWholeLines(writing.open)) close(writing, names);
  const { open } = writing;
  if (open !== undefined) {
    writing.open = {
      ...open,
      ours: open.ours + part.ours,
      base: open.base + part.base,
      theirs: open.theirs + part.theirs,
    };
    return;
  }
  const start = writing.text.lastIndexOf('\n') + 1;
  const before = writing.text.slice(start);
  writing.text = writing.text.slice(0, start);
  writing.open = {
    ...part,
    ours: before + part.ours,
    base: before + part.base,
    theirs: before + part.theirs,
  };
}

const isOfWholeLines = ({ ours, base, theirs }: Conflict): boolean =>
  [ours, base, theirs].every((side) => side === '' || side.endsWith('\n'));

const extended = (open: Conflict, text: string): Conflict => ({
  ...open,
  ours: open.ours + text,
  base: open.base + text,
  theirs: open.theirs + text,
});

function close(writing: Writing, names: SideNames): void {
  const { open } = writing;
  writing.open = undefined;
  if (open === undefined) return;
  if (open.ours === open.theirs) {
    writing.text += open.ours;
    return;
  }
  const { name } = open;
  writing.conflicts.push({
    line: lineOf(writing.text),
    column: 1,
    ...(name !== undefined && name !== '' && { name }),
  });
  writing.text += [
    `<<<<<<< ${names.ours}\n`,
    asLines(open.ours),
    `||||||| ${names.base}\n`,
    asLines(open.base),
    '=======\n',
    asLines(open.theirs),
    `>>>>>>> ${names.theirs}\n`,
  ].join('');
}

/** A side that has nothing but an indent and a comma has nothing. */
function asLines(side: string): string {
  if (/^[\s,;]*$/.test(side)) return '';
  return side.endsWith('\n') ? side : `${side}\n`;
}
