import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Terminal } from './terminal.ts';

/** Tells of a fault of ours: what happened, where it is on record, and how to report it. */
export function reportFault(error: unknown, argv: readonly string[], terminal: Terminal): void {
  const report = faultReport(error, argv, terminal.cwd);
  terminal.err(`${report}\n`);
  const path = join(tmpdir(), `specwright-fault-${hash('sha256', report).slice(0, 12)}.txt`);
  try {
    writeFileSync(path, report, { mode: 0o600 });
    terminal.err(`This report is saved as ${path}.\n`);
  } catch (cause) {
    terminal.err(
      `This report could not be saved as ${path}: ${cause instanceof Error ? cause.message : String(cause)}\n`,
    );
  }
}

function faultReport(error: unknown, argv: readonly string[], cwd: string): string {
  const stack = error instanceof Error ? stackOf(error) : String(error);
  const lines = [
    'error SW9001: Specwright met a fault of its own. Nothing was written.',
    '',
    stack,
    '',
    `node ${process.version} on ${process.platform} ${process.arch}`,
    `To reproduce: specwright ${argv.map(quoted).join(' ')}`,
    'Please report it with this text and the smallest description that shows it.',
  ];
  return withoutLocalPaths(lines.join('\n'), cwd);
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}

/** A report is made to be sent: it must not tell where its sender's files are. */
function withoutLocalPaths(text: string, cwd: string): string {
  const places = [
    [packageRoot(), '<specwright>'],
    [cwd, '.'],
    [homedir(), '~'],
    [tmpdir(), '<tmp>'],
  ] as const;
  const plain = text.replaceAll('file://', '');
  return places.reduce(
    (cut, [path, name]) => (path.length > 1 ? cut.replaceAll(path, name) : cut),
    plain,
  );
}

/** Above `src/cli` in a checkout, above `dist` when installed. */
function packageRoot(): string {
  const here = import.meta.dirname;
  return here.endsWith(join('src', 'cli')) ? join(here, '..', '..') : join(here, '..');
}

const quoted = (argument: string): string =>
  /^[\w./:=@-]+$/.test(argument) ? argument : JSON.stringify(argument);
