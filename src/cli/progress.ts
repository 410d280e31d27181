import type { Stage } from '../generate-result.ts';
import { stageWords } from '../stage-words.ts';
import type { Terminal } from './terminal.ts';

const FRAME_MS = 100;

/** Says on standard error what is going on: one living line on a terminal, else a line a stage. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #name: string;
  readonly #isQuiet: boolean;
  #timer: NodeJS.Timeout | undefined;
  #label = '';
  #start = 0n;

  constructor(terminal: Terminal, name: string, isQuiet: boolean) {
    this.#terminal = terminal;
    this.#name = name;
    this.#isQuiet = isQuiet;
  }

  readonly show = (stage: Stage, detail?: string): void => {
    // Looking for changes is over before anyone could read of it.
    if (this.#isQuiet || (stage === 'compare' && !this.#terminal.isLive)) return;
    this.#label = detail ?? stageWords[stage];
    this.#start = process.hrtime.bigint();
    if (!this.#terminal.isLive) {
      this.#terminal.err(`${this.#name}: ${this.#label}\n`);
      return;
    }
    this.#draw();
    this.#timer ??= setInterval(() => this.#draw(), FRAME_MS).unref();
  };

  /** Clears the line, so that the next words stand alone. */
  stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#terminal.err('\r\u001b[2K');
  }

  #draw(): void {
    const seconds = (Number(process.hrtime.bigint() - this.#start) / 1e9).toFixed(1);
    this.#terminal.err(`\r\u001b[2K${this.#name}: ${this.#label} (${seconds} s)`);
  }
}
