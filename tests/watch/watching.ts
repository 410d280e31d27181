import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { main } from '../cli/run-cli.ts';

/** `specwright watch` as a process of its own, and what it says. */
export class Watching {
  readonly #child: ChildProcess;
  #said = '';
  #at = 0;
  #heard: () => void = () => undefined;

  constructor(cwd: string, argv: readonly string[], environment: Record<string, string> = {}) {
    // One pipe for both streams, so that what is said first is heard first.
    const command = ['-c', 'exec "$0" "$@" 2>&1', process.execPath, main, 'watch', ...argv];
    const child = spawn('sh', command, {
      cwd,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
      this.#heard();
    });
    this.#child = child;
    onTestFinished(() => void child.kill('SIGKILL'));
  }

  /** Waits until it says this, after what was waited for before. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.#said.slice(this.#at));
      if (found) {
        this.#at += found.index + found[0].length;
        return found;
      }
      if (this.#child.exitCode !== null) throw new Error(`It ended: ${this.#said}`);
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
        this.#child.once('close', () => resolve());
      });
    }
  }

  /** Ends it as Ctrl-C does. */
  async interrupt(): Promise<number | null> {
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGINT');
    await closed;
    return this.#child.exitCode;
  }
}
