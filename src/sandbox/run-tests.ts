import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { restrictsNetwork, workerPermissions } from './node-permission.ts';
import type { SandboxProvider } from './provider.ts';
import type { ProcessEnd, ProcessResult } from './run-process.ts';
import { siblingPath } from './sibling.ts';
import type { Stage } from './stage.ts';
import type { HostEvent, HostRequest, TestReport } from './test-report.ts';

export interface TestLimits {
  readonly timeoutMs: number;
  /** For the whole run. Each process that runs tests gets its share as heap. */
  readonly memoryMb: number;
  readonly outputBytes: number;
  readonly signal?: AbortSignal;
}

export interface TestRun {
  readonly report: TestReport;
  readonly end: ProcessEnd;
  /** Whether vitest itself got to its end. */
  readonly complete: boolean;
  /** Test files that began and never ended. */
  readonly unfinished: readonly string[];
  /** What went wrong outside any test. */
  readonly errors: readonly string[];
  readonly process: ProcessResult;
}

export interface TestSelection {
  /** Test files, relative to the service; all unless told. */
  readonly files?: readonly string[];
  /** A regular expression over full test names. */
  readonly testNamePattern?: string;
  /** A server that the tests may reach instead of the embedded database. */
  readonly databaseUrl?: string;
}

/** Vite asks on start whether these exist, to know Windows's Linux; a refusal would end it. */
const PROBED = ['/proc/sys/fs/binfmt_misc/WSLInterop', '/run/WSL'];

/** Runs the tests of a staged service in a sandbox, in as few processes as there are cores. */
export async function runTests(
  stage: Stage,
  moduleRoots: readonly string[],
  provider: SandboxProvider,
  limits: TestLimits,
  selection: TestSelection = {},
): Promise<TestRun> {
  const workers = workersFor(limits.memoryMb);
  const report = join(stage.scratch, 'report.jsonl');
  const guard = siblingPath('worker-guard');
  const host = siblingPath('vitest-host');
  const { databaseUrl, ...chosen } = selection;
  const request: HostRequest = {
    root: stage.service,
    report,
    workers,
    execArgv: [
      ...workerPermissions([stage.service, ...moduleRoots, guard]),
      ...(databaseUrl !== undefined && restrictsNetwork() ? ['--allow-net'] : []),
      `--max-old-space-size=${Math.floor(limits.memoryMb / (workers + 1))}`,
      '--disable-warning=ExperimentalWarning',
      `--import=${guard}`,
    ],
    ...chosen,
  };
  // Vite looks upwards for the root of a workspace; this ends the search where it may still read.
  await writeFile(join(stage.root, 'pnpm-workspace.yaml'), '');
  const process = await provider.run(
    {
      script: host,
      args: [JSON.stringify(request)],
      cwd: stage.service,
      env: environment(stage, databaseUrl),
      readable: [stage.root, ...moduleRoots, guard, host, ...PROBED],
      writable: [stage.scratch],
      network: databaseUrl !== undefined,
    },
    limits,
  );
  return summarise(process, await readEvents(report));
}

/** Least heap for a process that runs tests; a service of 100 entities needs about half of it. */
const WORKER_MB = 256;

/** What the tests may use unless told: twice the least for each core, and for vitest itself. */
export const DEFAULT_MEMORY_MB = 2 * WORKER_MB * (availableParallelism() + 1);

/** One process a core, as far as the memory goes; vitest itself takes a share too. */
function workersFor(memoryMb: number): number {
  const affordable = Math.floor(memoryMb / WORKER_MB) - 1;
  return Math.max(1, Math.min(availableParallelism(), affordable));
}

/** Nothing of the user's own environment: no path, no keys, no home. */
function environment(stage: Stage, databaseUrl: string | undefined): Record<string, string> {
  const { SystemRoot } = process.env;
  return {
    CI: '1',
    HOME: stage.scratch,
    LANG: 'C.UTF-8',
    NODE_ENV: 'test',
    NO_COLOR: '1',
    TMPDIR: stage.scratch,
    TZ: 'UTC',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    // Windows opens no socket and no random source without it.
    ...(SystemRoot !== undefined && { SystemRoot }),
  };
}

async function readEvents(path: string): Promise<HostEvent[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  // A run that was killed may have left half a line.
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as HostEvent);
}

function summarise(process: ProcessResult, events: readonly HostEvent[]): TestRun {
  const unfinished = new Set<string>();
  const errors: string[] = [];
  const failures = [];
  let [passed, failed, skipped, complete] = [0, 0, 0, false];
  for (const event of events) {
    if (event.event === 'started') unfinished.add(event.file);
    if (event.event === 'error') errors.push(event.message);
    if (event.event === 'done') complete = true;
    if (event.event !== 'ended') continue;
    unfinished.delete(event.file);
    passed += event.passed;
    skipped += event.skipped;
    failed += event.failures.filter(({ name }) => name !== '').length;
    failures.push(...event.failures);
  }
  failures.sort((a, b) => compare(a.file, b.file) || compare(a.name, b.name));
  return {
    report: { total: passed + failed + skipped, passed, failed, failures },
    end: process.end,
    complete,
    unfinished: [...unfinished].sort(),
    errors,
    process,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
