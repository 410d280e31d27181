/**
 * Regenerates the sample services from descriptions that change at random, with edits at random,
 * and holds the laws of the merge: `npm run fuzz:regenerate -- [--seed N] [--runs N]`. What breaks
 * a law is printed with the seed that brings it back.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from 'js-yaml';
import { editOnce, type Files } from '../bench/merge/person-edits.ts';
import { oneOf, seeded } from '../bench/merge/random.ts';
import { generateFiles, UnreadableDescription } from '../bench/merge/versions.ts';
import { laws, withoutShortcuts } from '../tests/merge/support/laws.ts';
import { mutateDescription } from './mutate-description.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    runs: { type: 'string', default: '20' },
  },
});

const SAMPLES = ['bookstore', 'help-desk', 'fleet'];
const EDITS = 12;
const MUTATIONS = 6;

let [broken, files, skipped] = [0, 0, 0];
const first = Number(values.seed);
const folder = mkdtempSync(join(tmpdir(), 'specwright-fuzz-'));
try {
  for (let seed = first; seed < first + Number(values.runs); seed += 1) await run(seed);
} finally {
  rmSync(folder, { recursive: true });
}
say(
  `seeds ${first} to ${first + Number(values.runs) - 1}: ${files} files merged, ${broken} laws broken, ${skipped} descriptions not valid`,
);
process.exitCode = broken > 0 ? 1 : 0;

async function run(seed: number): Promise<void> {
  const random = seeded(seed);
  const sample = oneOf(SAMPLES, random) ?? '';
  const path = new URL(`../specs/${sample}.yaml`, import.meta.url);
  const description = load(readFileSync(path, 'utf8'));
  const before = await generated(description);
  for (let count = 0; count < MUTATIONS; count += 1) mutateDescription(description, random);
  const now = await generated(description);
  if (before === undefined || now === undefined) {
    skipped += 1;
    return;
  }
  const ours: Files = new Map(before);
  for (let count = 0; count < EDITS; count += 1) editOnce(ours, `fuzz${seed}x${count}y`, random);
  for (const [file, theirs] of now) {
    const [base, mine] = [before.get(file), ours.get(file)];
    if (base === undefined || mine === undefined || (mine === base && theirs === base)) continue;
    files += 1;
    const form = { isCrlf: random() < 0.5, hasBom: random() < 0.5 };
    await holdLaws(seed, { path: file, base, ours: mine, theirs, form, untouched: [] });
  }
}

async function holdLaws(
  seed: number,
  given: Parameters<(typeof laws)[number]['breaks']>[1],
): Promise<void> {
  for (const law of laws) {
    const problem = await law.breaks(withoutShortcuts, given);
    if (problem === undefined) continue;
    broken += 1;
    say(`--seed ${seed} --runs 1: ${given.path} breaks «${law.name}»\n${problem.slice(0, 2000)}`);
  }
}

async function generated(description: unknown): Promise<Files | undefined> {
  const path = join(folder, 'description.json');
  writeFileSync(path, JSON.stringify(description));
  try {
    return await generateFiles(path);
  } catch (error) {
    if (error instanceof UnreadableDescription) return undefined;
    throw error;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
