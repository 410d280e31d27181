import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SourceFile } from '../scaffold/source-file.ts';
import type { ReadFile } from './read-file.ts';

/** What is asked of the thread. */
export interface ReadRequest {
  readonly id: number;
  readonly file: SourceFile;
  readonly withPolicy: boolean;
}

/** What the thread answers: one or the other. */
export interface ReadReply {
  readonly id: number;
  readonly read?: ReadFile;
  /** The stack of a fault of ours. */
  readonly fault?: string;
}

interface Waiting {
  readonly resolve: (read: ReadFile) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Reads files on a thread of its own. The parser takes longer to load than most runs have files for
 * it, and by the time that there is something to parse, the thread has loaded it. The process may
 * end while the thread has nothing to do.
 */
class Reader {
  readonly #thread = new Worker(
    new URL(`./reader-thread${extname(import.meta.url)}`, import.meta.url),
  );
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor(onEnd: () => void) {
    this.#thread.on('message', ({ id, read, fault }: ReadReply) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#thread.unref();
      if (read !== undefined) waiting?.resolve(read);
      else waiting?.reject(new Error(`The reading thread failed: ${fault ?? 'no answer'}`));
    });
    const ended = (error: Error) => {
      onEnd();
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    this.#thread.on('error', ended);
    this.#thread.on('exit', (code) =>
      ended(new Error(`The reading thread ended with exit code ${code}`)),
    );
    // At the end: who listens to a thread waits for it.
    this.#thread.unref();
  }

  read(file: SourceFile, withPolicy: boolean): Promise<ReadFile> {
    const id = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#thread.ref();
      const { path, text } = file;
      this.#thread.postMessage({ id, file: { path, text }, withPolicy } satisfies ReadRequest);
    });
  }
}

let reader: Reader | undefined;

/** Starts the thread, which loads the parser; the one of the process, if it runs already. */
export function startReader(): Reader {
  if (reader) return reader;
  const started = new Reader(() => {
    // It tells of its end twice, and another one may run by then.
    if (reader === started) reader = undefined;
  });
  return (reader = started);
}

/**
 * A file by itself, and what was found in it.
 *
 * @throws Error when the thread fails: a fault of ours
 */
export const readFile = (file: SourceFile, withPolicy: boolean): Promise<ReadFile> =>
  startReader().read(file, withPolicy);
