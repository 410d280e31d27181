import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { oneOf, seeded } from '../../bench/merge/random.ts';
import { mutate } from './mutate.ts';

const root = join(import.meta.dirname, '../..');

/** Larger ones take too long to try often. */
const LARGEST = 60_000;

/** Where descriptions to start from are: those of this repository, and the corpus where it is. */
const FOLDERS = [
  'specs',
  'tests/corpus/causes',
  '../shared/corpus/train/feature',
  '../shared/corpus/train/small',
  '../shared/corpus/train/real',
];

/** The files from which mutants are made, in a stable order. */
export function seedFiles(): string[] {
  return FOLDERS.map((folder) => join(root, folder)).flatMap((folder) => {
    const names = statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder).sort() : [];
    return names
      .filter((name) => /\.(?:json|ya?ml)$/.test(name))
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).size <= LARGEST);
  });
}

/** The mutant of a seed: the same on every machine that has the same files. */
export function mutantOf(
  seed: number,
  files: readonly string[],
): { file: string; description: object } {
  const random = seeded(seed);
  const file = oneOf(files, random) ?? '';
  const description: unknown = load(readFileSync(file, 'utf8'));
  if (typeof description !== 'object' || description === null)
    throw new Error(`${file} is no description.`);
  mutate(description, random);
  return { file, description };
}
