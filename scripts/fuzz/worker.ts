/** Tries the mutants of the seeds that it is sent, each for itself, in a thread that may be ended. */
import { parentPort, workerData } from 'node:worker_threads';
import { mutantOf, seedFiles } from './mutant.ts';
import { type Fate, tryMutant } from './try-mutant.ts';

/** What the thread says of a seed. */
export interface Told {
  readonly seed: number;
  readonly fate: Fate | 'fault';
  readonly why: string;
}

const { folder } = workerData as { readonly folder: string };
const files = seedFiles();

parentPort?.on('message', (seed: number) => {
  void tell(seed).then((told) => parentPort?.postMessage(told));
});

async function tell(seed: number): Promise<Told> {
  const { file, description } = mutantOf(seed, files);
  try {
    return { seed, fate: await tryMutant(folder, description), why: '' };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const diagnostics: unknown =
      error instanceof Error ? Reflect.get(error, 'diagnostics') : undefined;
    return { seed, fate: 'fault', why: `${file}\n${stack}\n${JSON.stringify(diagnostics) ?? ''}` };
  }
}
