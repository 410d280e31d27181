import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Formatted } from './format-text.ts';
import type { FormatReply } from './format-worker.ts';
import type { SourceFile } from './source-file.ts';

/** Small enough that the last batches even out between the workers, large enough to be cheap. */
const BATCH_CHARACTERS = 60_000;

/**
 * Formats files in worker threads, `workers` at once; the results are in the order of the files. The
 * workers end with the call: each holds 100 MB, and a next call finds most files in the cache.
 */
export async function formatInWorkers(
  files: readonly SourceFile[],
  workers = availableParallelism(),
): Promise<Formatted[]> {
  const batches = batchesOf(files);
  const results: (readonly Formatted[])[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = startWorker();
    try {
      for (let id = next++; id < batches.length; id = next++) {
        results[id] = await run(worker, id, batches[id] ?? []);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, batches.length) }, work));
  return results.flat();
}

function startWorker(): Worker {
  // The same extension as this file has: `.ts` in a checkout, `.js` in the published package.
  const script = new URL(`./format-worker${extname(import.meta.url)}`, import.meta.url);
  // On 37,000 lines: 60 MB less than by default, and no slower.
  return new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: 16 } });
}

/** When a worker fails, the call it worked for rejects. */
function run(
  worker: Worker,
  id: number,
  files: readonly SourceFile[],
): Promise<readonly Formatted[]> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const onMessage = (reply: FormatReply): void => {
      settle();
      resolve(reply.results);
    };
    const onError = (error: unknown): void => {
      settle();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const onExit = (code: number): void =>
      onError(new Error(`A format worker ended with ${code}.`));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage({ id, files });
  });
}

function batchesOf(files: readonly SourceFile[]): SourceFile[][] {
  const batches: SourceFile[][] = [];
  let room = 0;
  for (const file of files) {
    if (room <= 0) {
      batches.push([]);
      room = BATCH_CHARACTERS;
    }
    batches.at(-1)?.push({ path: file.path, text: file.text });
    room -= file.text.length;
  }
  return batches;
}
