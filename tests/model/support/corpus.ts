import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inferModel } from '../../../src/model/infer-model.ts';
import { readSpec } from '../../../src/spec/read-spec.ts';
import { Inferred } from './model-of.ts';

const folder = fileURLToPath(new URL('../../../../shared/corpus/train/real/', import.meta.url));

/** Public descriptions to try inference on; they are no part of the project. */
export const hasCorpus = existsSync(folder);

export async function inferredFromCorpus(file: string): Promise<Inferred> {
  const result = await readSpec(`${folder}${file}`, { cwd: folder });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return new Inferred(inferModel(result.document));
}
