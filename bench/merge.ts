/**
 * Replays real histories of descriptions: `npm run bench:merge -- [--only NAME] [--from N] [--steps N]
 * [--seeds N] [--edits N] [--corpus FOLDER] [--typecheck] [--verbose]
 * [--dump FOLDER]`. Each step generates a
 * version and the next, makes random edits to the first, and merges.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mergeFile } from '../src/merge/merge-file.ts';
import { compare, type Outcome } from './merge/compare.ts';
import { editOnce, type Files, type Made } from './merge/person-edits.ts';
import { seeded } from './merge/random.ts';
import { typeErrors } from './merge/types-hold.ts';
import { generateFiles, UnreadableDescription, versionsOf } from './merge/versions.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '7' },
    seeds: { type: 'string', default: '1' },
    edits: { type: 'string', default: '30' },
    corpus: { type: 'string', default: '../shared/corpus' },
    typecheck: { type: 'boolean', default: false },
    dump: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

interface Row {
  readonly history: string;
  steps: number;
  edits: number;
  merged: number;
  lost: number;
  conflicts: number;
  git: number;
  broken: number;
  notPristine: number;
  ms: number;
  checked: number;
  sound: number;
  told: number;
}

const histories = join(values.corpus, 'evolution');
const rows: Row[] = [];
for (const history of readdirSync(histories).sort()) {
  if (values.only !== undefined && values.only !== history) continue;
  const row = await replay(history);
  rows.push(row);
  print(row);
}
if (rows.length > 1) print(total(rows));

async function replay(history: string): Promise<Row> {
  const row = emptyRow(history);
  const first = Number(values.from) - 1;
  const versions = versionsOf(join(histories, history));
  let base: Files | undefined;
  for (const [at, version] of versions.entries()) {
    if (at < first || at > first + Number(values.steps)) continue;
    const next = await generateFiles(version).catch((error: unknown) => {
      if (!(error instanceof UnreadableDescription)) throw error;
      say(`${history}: ${error.message}`);
      return undefined;
    });
    if (next === undefined) continue;
    if (base !== undefined) {
      for (let seed = 1; seed <= Number(values.seeds); seed += 1)
        await step({ row, at, seed }, base, next);
      row.notPristine += await withoutEdits(base, next);
      row.steps += 1;
    }
    base = next;
  }
  return row;
}

interface Step {
  readonly row: Row;
  /** Number of the version that it leads to: the same edits, wherever the replay began. */
  readonly at: number;
  readonly seed: number;
}

async function step({ row, at, seed }: Step, base: Files, next: Files): Promise<void> {
  const random = seeded(seed * 1000 + at - 1);
  const ours: Files = new Map(base);
  const made: Made[] = [];
  for (let tries = 0; made.length < Number(values.edits) && tries < 1000; tries += 1) {
    const edit = editOnce(ours, `mine${seed}x${at - 1}x${tries}y`, random);
    if (edit !== undefined) made.push(edit);
  }
  const outcome = await compare(base, ours, next, made);
  row.edits += made.length;
  row.merged += outcome.merged;
  row.lost += outcome.lost.length;
  row.conflicts += outcome.conflicts;
  row.git += outcome.gitConflicts;
  row.broken += outcome.broken.length;
  row.ms += outcome.milliseconds;
  dump(`${row.history}-${at}`, outcome.conflicting);
  if (values.verbose) {
    for (const place of outcome.places) say(`  step ${at} conflict ${place}`);
    for (const edit of outcome.lost) say(`  step ${at} lost ${JSON.stringify(edit)}`);
    for (const path of outcome.broken) say(`  step ${at} does not parse: ${path}`);
  }
  if (values.typecheck && outcome.conflicts === 0) checkTypes({ row, at }, ours, next, outcome);
}

/** Leaves the texts of conflicts in a folder, to look at. */
function dump(name: string, conflicting: Outcome['conflicting']): void {
  if (values.dump === undefined) return;
  for (const [path, texts] of conflicting) {
    const folder = join(values.dump, name, path);
    mkdirSync(folder, { recursive: true });
    for (const [side, text] of Object.entries(texts)) writeFileSync(join(folder, side), text);
  }
}

/**
 * Whether the merged service keeps its types, where the edited and the fresh one have theirs. What
 * a person edited and is generated no more is kept: where only files with such a note have errors,
 * the person has been told.
 */
function checkTypes(
  { row, at }: Pick<Step, 'row' | 'at'>,
  ours: Files,
  next: Files,
  outcome: Outcome,
): void {
  const own = [...typeErrors(ours), ...typeErrors(next)];
  if (values.verbose) for (const { message } of own) say(`  step ${at} before ${message}`);
  if (own.length > 0) return;
  const errors = typeErrors(outcome.files);
  row.checked += 1;
  if (errors.length === 0) row.sound += 1;
  else if (errors.every(({ path }) => outcome.noted.has(path))) row.told += 1;
  if (values.verbose) for (const { message } of errors) say(`  step ${at} ${message}`);
}

/** How many files differ from the fresh generation though nobody edited them. */
async function withoutEdits(base: Files, next: Files): Promise<number> {
  let different = 0;
  for (const [path, now] of next) {
    const before = base.get(path);
    if (before === undefined || before === now) continue;
    const input = { path, base: before, ours: before, theirs: now };
    const { text } = await mergeFile(input, { shortcuts: false });
    if (text !== now) {
      different += 1;
      if (values.verbose) say(`  not as generated: ${path}`);
    }
  }
  return different;
}

function emptyRow(history: string): Row {
  const numbers = { steps: 0, edits: 0, merged: 0, lost: 0, conflicts: 0, git: 0, broken: 0 };
  return { history, ...numbers, notPristine: 0, ms: 0, checked: 0, sound: 0, told: 0 };
}

function total(all: readonly Row[]): Row {
  const sum = emptyRow('all');
  for (const { history: _name, ...row } of all) {
    for (const key of Object.keys(row) as (keyof typeof row)[]) sum[key] += row[key];
  }
  return sum;
}

function print(row: Row): void {
  const types = values.typecheck
    ? ` · types hold ${row.sound}/${row.checked}, told ${row.told}`
    : '';
  say(
    `${row.history}: steps ${row.steps} · edits ${row.edits} · files merged ${row.merged} · edits lost ${row.lost} · ` +
      `conflicts ${row.conflicts} (git ${row.git}) · do not parse ${row.broken} · without edits not as generated ${row.notPristine} · ` +
      `${Math.round(row.ms)} ms${types}`,
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
