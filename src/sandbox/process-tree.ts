import { readdirSync, readFileSync } from 'node:fs';

const INTERVAL_MS = 100;

/**
 * Calls `onExceeded` once a process and its descendants hold more than `limitMb` between them.
 * V8's own limit (`--max-old-space-size`) does not count buffers, so only somebody outside can see
 * them grow. Returns a function that ends the watch. Does nothing where there is no `/proc`.
 */
export function watchMemory(pid: number, limitMb: number, onExceeded: () => void): () => void {
  if (process.platform !== 'linux') return () => undefined;
  const timer = setInterval(() => {
    if (treeMemoryMb(pid) > limitMb) {
      clearInterval(timer);
      onExceeded();
    }
  }, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Anonymous resident memory of a process and its descendants, in MiB; see proc(5). */
function treeMemoryMb(pid: number): number {
  const kib = [pid, ...descendants(pid)].map((one) =>
    Number(/^RssAnon:\s+(\d+)/m.exec(readProc(`${one}/status`))?.[1] ?? 0),
  );
  return kib.reduce((sum, size) => sum + size, 0) / 1024;
}

/**
 * What a process has started, and what that has started, in whatever group and session; see
 * proc(5). None where there is no `/proc`.
 */
export function descendants(pid: number): number[] {
  const children = listProc(`${pid}/task`)
    .flatMap((thread) => readProc(`${pid}/task/${thread}/children`).match(/\d+/g) ?? [])
    .map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** Processes end while they are looked at: what is gone counts as nothing. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'latin1');
  } catch {
    return '';
  }
}

function listProc(path: string): string[] {
  try {
    return readdirSync(`/proc/${path}`);
  } catch {
    return [];
  }
}
