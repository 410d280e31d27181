import { spawn, type ChildProcess } from 'node:child_process';
import { descendants, watchMemory } from './process-tree.ts';

/** What to start: no shell ever reads it, and it sees no environment but the one named here. */
export interface ProcessCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface ProcessLimits {
  readonly timeoutMs: number;
  /** Standard output and standard error together. */
  readonly outputBytes: number;
  /** Resident memory of the process and its descendants together; watched on Linux only. */
  readonly memoryMb?: number;
  readonly signal?: AbortSignal;
}

/** Why a process is no longer running: by itself, or ended by one of the limits. */
export type ProcessEnd = 'exited' | 'timeout' | 'output' | 'memory' | 'aborted';

export interface ProcessResult {
  readonly end: ProcessEnd;
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Cut at `outputBytes`. */
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The one place that starts processes. The child leads a group of its own, and the whole group is
 * killed when a limit is met, when `signal` aborts, and after its leader has ended: nothing in it
 * outlives the call. At a limit, what has left the group is killed too. Rejects only when the process cannot be started at all.
 */
export async function runProcess(
  command: ProcessCommand,
  limits: ProcessLimits,
): Promise<ProcessResult> {
  if (limits.signal?.aborted === true) {
    return { end: 'aborted', exitCode: null, signal: null, stdout: '', stderr: '' };
  }
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: { ...command.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });

  let end: ProcessEnd = 'exited';
  const stop = (reason: ProcessEnd): void => {
    if (end !== 'exited') return;
    end = reason;
    killTree(child);
    // Whoever still holds the other end is not waited for.
    child.stdout.destroy();
    child.stderr.destroy();
  };

  const output = new Output(limits.outputBytes, () => stop('output'));
  child.stdout.on('data', (chunk: Buffer) => output.add('stdout', chunk));
  child.stderr.on('data', (chunk: Buffer) => output.add('stderr', chunk));

  const timer = setTimeout(() => stop('timeout'), limits.timeoutMs);
  const onAbort = (): void => stop('aborted');
  limits.signal?.addEventListener('abort', onAbort, { once: true });
  const unwatch =
    limits.memoryMb === undefined || child.pid === undefined
      ? undefined
      : watchMemory(child.pid, limits.memoryMb, () => stop('memory'));

  try {
    const [exitCode, signal] = await ended(child);
    return { end, exitCode, signal, stdout: output.text('stdout'), stderr: output.text('stderr') };
  } finally {
    clearTimeout(timer);
    unwatch?.();
    limits.signal?.removeEventListener('abort', onAbort);
  }
}

/** Waits for the end of the process and of its output. A grandchild that holds a pipe is killed. */
function ended(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => killGroup(child));
    child.once('close', (code, signal) => resolve([code, signal]));
  });
}

/** The group, and on Linux whoever has left it. */
function killTree(child: ChildProcess): void {
  const left = child.pid === undefined ? [] : descendants(child.pid);
  killGroup(child);
  for (const pid of left) kill(pid);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    child.kill('SIGKILL');
    return;
  }
  kill(-child.pid);
}

/** A process, or a group by its negative number. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it has ended. EPERM: macOS answers so for a group of zombies.
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ESRCH', 'EPERM'].includes(String(error.code))
  );
}

/** What the process printed, kept up to a limit that both streams share. */
class Output {
  private readonly chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  private readonly onFull: () => void;
  private room: number;

  constructor(limit: number, onFull: () => void) {
    this.room = limit;
    this.onFull = onFull;
  }

  add(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    if (this.room > 0) this.chunks[stream].push(chunk.subarray(0, this.room));
    this.room -= chunk.length;
    if (this.room < 0) this.onFull();
  }

  text(stream: 'stdout' | 'stderr'): string {
    return Buffer.concat(this.chunks[stream]).toString('utf8');
  }
}
