import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How long a service may take to finish what it is at before it is ended. */
const GRACE_MS = 5000;

/** A generated service as a process of its own, which a new one replaces after each generation. */
export class RunningService {
  readonly #folder: string;
  readonly #say: (text: string) => void;
  #child: ChildProcess | undefined;

  constructor(folder: string, say: (text: string) => void) {
    this.#folder = folder;
    this.#say = say;
  }

  /** The process, while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the service, in place of the one that runs. */
  async restart(): Promise<void> {
    await this.stop();
    const child = spawn(process.execPath, await sourceArguments(this.#folder), {
      cwd: this.#folder,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    this.#child = child;
    child.once('exit', (code, signal) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#say(
        `the service ended (${signal ?? `exit code ${String(code)}`}); it starts again with the next save`,
      );
    });
    await once(child, 'spawn');
    this.#say(`serving, process ${String(child.pid)}`);
  }

  /** Asks the process to end, by its own id, and makes it if it does not. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(timer);
  }
}

/**
 * What Node is told to run the source of a service: that of its script `dev`, which may load what
 * compiles it, without the part that watches.
 */
async function sourceArguments(folder: string): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    scripts?: { dev?: string };
  };
  const [, options] = /^node --watch (.*)$/.exec(manifest.scripts?.dev ?? '') ?? [];
  return options?.split(' ') ?? [join('src', 'main.ts')];
}
