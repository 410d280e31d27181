import { Worker } from 'node:worker_threads';
import type { Pack } from '../pack/compose.ts';
import { PackError } from '../pack/pack-error.ts';
import type { Job } from '../render-files.ts';
import type { SourceFile } from '../source-file.ts';
import { codesIn } from './codes-in.ts';
import type { Answer, Request } from './messages.ts';

/** How long one template may take for all of its files together, and how much memory all of them. */
const LIMITS = { milliseconds: 20_000, megabytes: 2048 } as const;

/**
 * Fills templates in a thread of their own.
 *
 * @throws PackError
 */
export async function renderApart(
  { partials, helperModules }: Pack,
  jobs: readonly Job[],
  limits: { readonly milliseconds: number; readonly megabytes: number } = LIMITS,
): Promise<SourceFile[]> {
  const request: Request = { partials, helperModules, jobs, codes: codesIn(jobs) };
  const own = new URL(
    import.meta.url.endsWith('.ts') ? './render-worker.ts' : './render-worker.js',
    import.meta.url,
  );
  const worker = new Worker(own, {
    workerData: request,
    stdout: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  // What helpers print is for people: the standard output may be for a program.
  worker.stdout.on('data', (text: Buffer) => process.stderr.write(text));
  try {
    return await answerOf(worker, limits.milliseconds);
  } finally {
    await worker.terminate();
  }
}

/** What a thread answers, or why it does not. */
function answerOf(worker: Worker, milliseconds: number): Promise<SourceFile[]> {
  let file: string | undefined;
  const { promise, resolve, reject } = Promise.withResolvers<SourceFile[]>();
  const endless = (why: string) =>
    reject(new PackError('SW3012', why, file === undefined ? undefined : { file }));
  const late = () =>
    endless(
      `This takes longer than ${milliseconds / 1000} s. Look for a loop or a partial that never ends.`,
    );
  let timer = setTimeout(late, milliseconds);
  worker.on('message', (answer: Answer) => {
    if (answer.kind === 'begins') {
      file = answer.file;
      clearTimeout(timer);
      timer = setTimeout(late, milliseconds);
    } else if (answer.kind === 'done') resolve([...answer.files]);
    else reject(new PackError(answer.code, answer.message, answer.place));
  });
  worker.on('error', (error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      endless('This needs more memory than there is for it. Look for a loop that never ends.');
    else reject(error);
  });
  worker.on('exit', () =>
    endless('This ends the thread that it runs in. A helper only answers, and ends nothing.'),
  );
  return promise.finally(() => clearTimeout(timer));
}
