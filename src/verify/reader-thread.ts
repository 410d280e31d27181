/** Runs on a thread of its own, for `reader.ts`: parses the files that it is sent. */
import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { ReadReply, ReadRequest } from './reader.ts';

enableCompileCache();
const { readJson, readTypeScript } = await import('./read-file.ts');

parentPort?.on('message', ({ id, file, withPolicy }: ReadRequest) => {
  parentPort?.postMessage(
    answer(id, () =>
      file.path.endsWith('.json') ? { findings: readJson(file) } : readTypeScript(file, withPolicy),
    ),
  );
});

function answer(id: number, read: () => NonNullable<ReadReply['read']>): ReadReply {
  try {
    return { id, read: read() };
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
