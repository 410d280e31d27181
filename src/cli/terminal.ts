import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { terminalReport } from '../diagnostics/reporters/terminal.ts';

/** Where a command reads its surroundings and says what it has to say. */
export interface Terminal {
  readonly cwd: string;
  /** A person watches standard error: lines may be rewritten. */
  readonly isLive: boolean;
  readonly hasColours: boolean;
  /** The same for standard output, where results go. */
  readonly hasOutColours: boolean;
  /** For results. */
  out(text: string): void;
  /** For progress and diagnostics. */
  err(text: string): void;
}

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const isCi = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
  return {
    cwd: process.cwd(),
    isLive: stderr.isTTY === true && !isCi && env['TERM'] !== 'dumb',
    hasColours: stderr.isTTY === true && env['NO_COLOR'] === undefined,
    hasOutColours: stdout.isTTY === true && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb',
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
  };
}

/**
 * A reader that goes away (`| head`) is no fault: what was to be said is not wanted any more.
 */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Prints findings, each with its place and the user's own lines. Quiet: errors only. */
export function printDiagnostics(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  isQuiet = false,
): void {
  const shown = diagnostics.filter(({ severity }) => !isQuiet || severity === 'error');
  if (shown.length > 0) terminal.err(`${terminalReport(shown, { isTTY: terminal.hasColours })}\n`);
}
