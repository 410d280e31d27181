import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeFile } from '../../src/merge/merge-file.ts';
import { type Files, isWhole, type Made } from './person-edits.ts';

/** What came of one merge of a whole service. */
export interface Outcome {
  /** Files that both sides changed. */
  readonly merged: number;
  readonly conflicts: number;
  readonly gitConflicts: number;
  readonly lost: readonly Made[];
  readonly broken: readonly string[];
  readonly files: Files;
  /** Files of which the merge said that it kept or left out something. */
  readonly noted: ReadonlySet<string>;
  readonly milliseconds: number;
  /** Where the conflicts are. */
  readonly places: readonly string[];
  /** The texts that they came from, by path. */
  readonly conflicting: ReadonlyMap<string, Record<'base' | 'ours' | 'theirs' | 'merged', string>>;
}

/** Merges every file of a service, and asks git to do the same. */
export async function compare(
  base: Files,
  ours: Files,
  theirs: Files,
  edits: readonly Made[],
): Promise<Outcome> {
  const files: Files = new Map();
  const lost: Made[] = [];
  const broken: string[] = [];
  const places: string[] = [];
  const noted = new Set<string>();
  const conflicting = new Map<string, Record<'base' | 'ours' | 'theirs' | 'merged', string>>();
  let [merged, conflicts, gitConflicts, milliseconds] = [0, 0, 0, 0];
  for (const [path, now] of theirs) {
    const [before, mine] = [base.get(path), ours.get(path)];
    if (before === undefined || mine === undefined || mine === before) {
      files.set(path, now);
      continue;
    }
    const started = performance.now();
    const result = await mergeFile({ path, base: before, ours: mine, theirs: now });
    milliseconds += performance.now() - started;
    files.set(path, result.text);
    if (result.notes.length > 0) noted.add(path);
    const said = [result.text, ...result.notes.map(({ message }) => message)].join('\n');
    const isLost = ({ words }: Made) =>
      words.some((word) => mine.includes(word) && !said.includes(word));
    lost.push(...edits.filter((edit) => edit.path === path && isLost(edit)));
    if (now === before) continue;
    merged += 1;
    conflicts += result.conflicts.length;
    places.push(...result.conflicts.map(({ line, name = '' }) => `${path}:${line} ${name}`));
    if (result.conflicts.length > 0)
      conflicting.set(path, { base: before, ours: mine, theirs: now, merged: result.text });
    gitConflicts += conflictsOfGit(before, mine, now);
    if (result.conflicts.length === 0 && !isWhole(path, result.text)) broken.push(path);
  }
  return {
    merged,
    conflicts,
    gitConflicts,
    lost,
    broken,
    files,
    noted,
    milliseconds,
    places,
    conflicting,
  };
}

/** How many conflicts `git merge-file` leaves: its exit code. */
function conflictsOfGit(base: string, ours: string, theirs: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'merge-'));
  try {
    const texts = { ours, base, theirs };
    const paths = Object.entries(texts).map(([name, text]) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    });
    const { status } = spawnSync('git', ['merge-file', '--diff3', '-p', ...paths]);
    if (status === null || status > 127) throw new Error('git merge-file did not run.');
    return status;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
