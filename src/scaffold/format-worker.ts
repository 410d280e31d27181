import { parentPort } from 'node:worker_threads';
import { formatText, type Formatted } from './format-text.ts';
import type { SourceFile } from './source-file.ts';

/** One message in, one message out: a batch of files, and what became of each, in order. */
export interface FormatJob {
  readonly id: number;
  readonly files: readonly SourceFile[];
}

export interface FormatReply {
  readonly id: number;
  readonly results: readonly Formatted[];
}

parentPort?.on('message', async ({ id, files }: FormatJob) => {
  const results: Formatted[] = [];
  for (const file of files) results.push(await formatText(file));
  parentPort?.postMessage({ id, results } satisfies FormatReply);
});
