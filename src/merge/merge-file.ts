import { type Three, mergeLines, mergePlainLines, wholeConflict } from './merge-lines.ts';
import type { Part } from './part.ts';
import { type Rendered, render } from './render.ts';
import { likeOurs, plain } from './text-form.ts';

/** One file in its three forms. */
export interface MergeInput {
  readonly path: string;
  /** As it was generated last. */
  readonly base: string;
  /** As it stands on disk, with a person's edits. */
  readonly ours: string;
  /** As it is generated now. */
  readonly theirs: string;
  /** What conflicts call the two sides. */
  readonly oursName?: string;
  readonly theirsName?: string;
}

/** For tests of the merge itself. */
export interface MergeOptions {
  /** Off, equal texts are looked into all the same. */
  readonly shortcuts?: boolean;
}

/** The merged text, where it has conflicts, and what was decided that a person should know. */
export type MergeResult = Rendered;

/** Files that the TypeScript parser reads. */
const PARSED = /\.(?:[cm]?[jt]s|[jt]sx|json)$/;

/**
 * Brings a person's edits and a new generation together: TypeScript by declaration, JSON by key,
 * everything else by line. What cannot be decided is a conflict; nothing is dropped silently.
 */
export async function mergeFile(
  input: MergeInput,
  { shortcuts = true }: MergeOptions = {},
): Promise<MergeResult> {
  const { path, oursName = 'yours', theirsName = 'generated now' } = input;
  const names = { ours: oursName, base: 'generated before', theirs: theirsName };
  const texts = { base: plain(input.base), ours: plain(input.ours), theirs: plain(input.theirs) };
  const parts = PARSED.test(path)
    ? await mergeParsed(path, texts, shortcuts)
    : mergePlainLines(texts);
  const rendered = render(parts, names);
  return { ...rendered, text: likeOurs(rendered.text, input) };
}

/** By the tree; where that cannot be trusted by line; and where that cannot either, not at all. */
async function mergeParsed(
  path: string,
  texts: Three<string>,
  shortcuts: boolean,
): Promise<Part[]> {
  // The parser takes 0.2 s to load.
  const [{ mergeTrees, parseAll }, { isSound, isWhole }, { alignIndent }] = await Promise.all([
    import('./typescript/merge-typescript.ts'),
    import('./typescript/audit.ts'),
    import('./align-indent.ts'),
  ]);
  const aligned = path.endsWith('.json') ? alignIndent(texts) : texts;
  const lines = () => mergeLines(aligned);
  const files = parseAll(path, aligned);
  if (files === undefined) return lines();
  const merged = mergeTrees(path, files, shortcuts);
  if (isSound(path, files, merged)) return merged;
  const byLine = lines();
  return isWhole(path, files, byLine) ? byLine : wholeConflict(aligned);
}
