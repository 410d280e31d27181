import { parentPort, workerData } from 'node:worker_threads';
import { Code } from '../code.ts';
import { PackError } from '../pack/pack-error.ts';
import { renderHere } from '../render-files.ts';
import { loadHelpers } from './load-helpers.ts';
import type { Answer, Request } from './messages.ts';

// Started by `render-apart.ts` as a thread of its own, never imported.

const { partials, helperModules, jobs, codes } = workerData as Request;
const answer = (message: Answer): void => parentPort?.postMessage(message);
const begins = (file: string): void => answer({ kind: 'begins', file });

for (const code of codes) Object.setPrototypeOf(code, Code.prototype);
try {
  const helpers = await loadHelpers(helperModules, begins);
  answer({ kind: 'done', files: await renderHere({ partials, helpers }, jobs, begins) });
} catch (error) {
  if (!(error instanceof PackError)) throw error;
  const { code, message, place } = error;
  answer({ kind: 'failed', code, message, place });
}
