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
export function treeMemoryMb(pid: number): number {
  let kib = 0;
  const open = [String(pid)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    kib += Number(/^RssAnon:\s+(\d+)/m.exec(readProc(`${next}/status`))?.[1] ?? 0);
    for (const thread of listProc(`${next}/task`)) {
      open.push(...(readProc(`${next}/task/${thread}/children`).match(/\d+/g) ?? []));
    }
  }
  return kib / 1024;
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
