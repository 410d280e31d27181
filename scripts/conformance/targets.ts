import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const corpus = join(root, '../shared/corpus/train/real');

/** A description whose service is tried. */
export interface Target {
  readonly name: string;
  readonly spec: string;
  /** A service of it that has business logic. */
  readonly existing?: string;
}

const sample = (name: string): Target => ({
  name,
  spec: join(root, 'specs', `${name}.yaml`),
  existing: join(root, 'generated', name),
});

const real = (file: string): Target => ({
  name: file.replace(/\.\w+$/, ''),
  spec: join(corpus, file),
});

export const SAMPLES: readonly Target[] = ['bookstore', 'help-desk', 'fleet'].map(sample);

/** Services of others, each with a style of its own. */
const REAL: readonly Target[] = [
  'redocly-museum.yaml',
  'swagger-petstore.yaml',
  'gotify.json',
  'memos.yaml',
  'traccar.yaml',
  'xero-projects.yaml',
].map(real);

export const TARGETS: readonly Target[] = [...SAMPLES, ...REAL];

export const isThere = ({ spec }: Target): boolean => existsSync(spec);
