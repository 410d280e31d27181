/** Text on which both sides agree, a place where they do not, or a remark that takes no room. */
export type Part = string | Conflict | Remark;

/** What the two sides made of one piece of the last generated text. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly ours: string;
  readonly base: string;
  readonly theirs: string;
  /** What it is about: the name of a declaration, a member, a key. */
  readonly name?: string;
}

/** Something that was decided. */
export interface Remark {
  readonly kind: 'remark';
  /** What a person should know of it; nothing where it goes without saying. */
  readonly message: string | undefined;
  /** Text of one side that is not in the result because of this decision. */
  readonly dropped: string;
}

/** A conflict over one piece. */
export const conflict = (
  ours: string,
  base: string,
  theirs: string,
  name: string | undefined,
): Conflict => ({
  kind: 'conflict',
  ours,
  base,
  theirs,
  ...(name !== undefined && { name }),
});

/** Whether a person must decide something. */
export const hasConflict = (parts: readonly Part[]): boolean =>
  parts.some((part) => typeof part === 'object' && part.kind === 'conflict');

/** One side's reading of merged parts: its own text wherever the sides disagree. */
export const readAs = (parts: readonly Part[], side: 'ours' | 'base' | 'theirs'): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : part.kind === 'conflict' ? part[side] : ''))
    .join('');
