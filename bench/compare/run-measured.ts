import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Command } from './tool.ts';

/** What became of a process. */
export interface Run {
  /** The exit code; nothing when it met its limit. */
  readonly code: number | undefined;
  readonly seconds: number;
  /** Processor time of the process and its descendants; 0 where /proc is not there. */
  readonly cpu: number;
  /** Resident memory of the process and its descendants at its highest; 0 where /proc is not there. */
  readonly megabytes: number;
  /** The end of what it said, both streams together. */
  readonly said: string;
}

const SAMPLE_MS = 100;
const GRACE_MS = 5000;
const SAID = 1_000_000;
const PAGE = 4096;
const TICKS = 100;
/** Fields of `/proc/pid/stat`, counted from the state of the process. */
const PARENT = 1;
const RESIDENT = 21;
/** User and system time, its own and that of children that have ended. */
const TIMES = [11, 12, 13, 14];

/** Runs a command to its end, or to its limit, and measures it with its descendants. */
export async function runMeasured(
  { command, args, cwd, environment }: Command,
  limitMs: number,
): Promise<Run> {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that whatever it starts ends with it.
    detached: true,
  });
  let said = '';
  const hear = (text: string) => (said = `${said}${text}`.slice(-SAID));
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const { pid } = child;
  let [highest, cpu] = [0, 0];
  const sample = setInterval(() => {
    const { bytes, seconds } = usageOf(pid);
    highest = Math.max(highest, bytes);
    cpu = Math.max(cpu, seconds);
  }, SAMPLE_MS);
  // What it has started in groups of its own, it can end only while it lives.
  const limit = setTimeout(() => killGroup(pid, 'SIGTERM'), limitMs);
  const last = setTimeout(() => killGroup(pid), limitMs + GRACE_MS);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    const milliseconds = performance.now() - started;
    return {
      code: code === null || milliseconds > limitMs ? undefined : code,
      seconds: milliseconds / 1000,
      cpu,
      megabytes: Math.round(highest / 2 ** 20),
      said,
    };
  } finally {
    clearInterval(sample);
    clearTimeout(limit);
    clearTimeout(last);
  }
}

/** Ends a process that was started as a group of its own, with its descendants. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals = 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** What a process and its descendants use, and have used; some of them are in groups of their own. */
function usageOf(root: number | undefined): { bytes: number; seconds: number } {
  const stats = new Map<number, readonly number[]>();
  for (const name of process.platform === 'linux' ? readdirSync('/proc') : [])
    if (/^\d+$/.test(name)) stats.set(Number(name), statOf(name));
  const isDescendant = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === root || isDescendant(stats.get(pid)?.[PARENT]));
  let [bytes, seconds] = [0, 0];
  for (const [pid, stat] of stats) {
    if (!isDescendant(pid)) continue;
    bytes += (stat[RESIDENT] ?? 0) * PAGE;
    for (const field of TIMES) seconds += (stat[field] ?? 0) / TICKS;
  }
  return { bytes, seconds };
}

/** The numbers of a process, from its state on; see proc(5), `/proc/pid/stat`. */
function statOf(pid: string): number[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in parentheses, and may have spaces.
    return stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  } catch {
    // It ended between the listing and the look.
    return [];
  }
}
