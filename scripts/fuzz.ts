/**
 * Tries descriptions that are changed at random: `npm run fuzz -- [--seed N] [--count N]
 * [--jobs N] [--seconds N]`. Each goes through all stages in a thread with 1 GB, for 30 seconds at
 * most. A fault is printed with its seed, which brings it back: `npm run fuzz -- --seed N --count 1`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Told } from './fuzz/worker.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    count: { type: 'string', default: '1000' },
    jobs: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '3600' },
  },
});

const LIMIT_MS = 30_000;
const LIMIT_MB = 1024;

const first = Number(values.seed);
const end = first + Number(values.count);
const deadline = performance.now() + Number(values.seconds) * 1000;
const counts = { refused: 0, served: 0, fault: 0 };
const folder = mkdtempSync(join(tmpdir(), 'specwright-fuzz-'));
const say = (text: string) => process.stdout.write(`${text}\n`);
let next = first;

/** A thread that is replaced when it dies or hangs. */
class Thread {
  #worker = this.#start();

  #start(): Worker {
    return new Worker(new URL('fuzz/worker.ts', import.meta.url), {
      workerData: { folder },
      resourceLimits: { maxOldGenerationSizeMb: LIMIT_MB },
    });
  }

  async #restart(): Promise<void> {
    await this.stop();
    this.#worker = this.#start();
  }

  stop(): Promise<number> {
    return this.#worker.terminate();
  }

  async try(seed: number): Promise<Told> {
    const worker = this.#worker;
    const { promise, resolve } = Promise.withResolvers<Told>();
    const fault = (why: string) => resolve({ seed, fate: 'fault', why });
    const timer = setTimeout(() => fault(`not done after ${LIMIT_MS / 1000} s`), LIMIT_MS);
    const onError = (error: unknown) => fault(String(error));
    worker.once('message', resolve).once('error', onError);
    worker.postMessage(seed);
    const told = await promise;
    clearTimeout(timer);
    worker.off('message', resolve).off('error', onError);
    if (told.fate === 'fault') await this.#restart();
    return told;
  }
}

async function work(): Promise<void> {
  const thread = new Thread();
  try {
    while (next < end && performance.now() < deadline) {
      const { seed, fate, why } = await thread.try(next++);
      counts[fate] += 1;
      if (fate === 'fault') say(`seed ${seed}: ${why}`);
    }
  } finally {
    await thread.stop();
  }
}

try {
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
say(
  `seeds ${first} to ${next - 1}: ${counts.served} served, ${counts.refused} refused, ${counts.fault} faults`,
);
process.exitCode = counts.fault > 0 ? 1 : 0;
