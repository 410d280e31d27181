import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured, Result, Tried } from './measured.ts';

/** Generates a service from one description, in a process of its own, and says what became of it. */
export async function tryDescription(
  root: string,
  corpus: string,
  file: string,
  limitMs: number,
): Promise<Tried> {
  const folder = await mkdtemp(join(tmpdir(), 'specwright-corpus-'));
  try {
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    const script = join(root, 'scripts/corpus/one.ts');
    const command = [script, join(corpus, file), join(folder, 'out'), corpus];
    const child = spawn(process.execPath, command, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (signal !== null) return { file, ...limitMet(limitMs) };
    if (code !== 0)
      return { file, measured: undefined, result: 'crash', reason: lastError(stderr) };
    const measured = JSON.parse(stdout) as Measured;
    return { file, measured, ...judge(measured) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const limitMet = (limitMs: number) =>
  ({
    measured: undefined,
    result: 'time limit',
    reason: `not done after ${Math.round(limitMs / 1000)} s`,
  }) as const;

function judge(measured: Measured): { result: Result; reason: string } {
  const errors = measured.diagnostics.filter(({ severity }) => severity === 'error');
  const first = errors[0];
  const reason = first === undefined ? '' : `${first.code} ${first.message}`;
  if (measured.outcome === 'invalid') return { result: 'refused', reason };
  if (measured.failures.length > 0)
    return {
      result: 'test failures',
      reason: `${measured.failures.length} of ${measured.tests}: ${measured.failures[0]?.name}`,
    };
  if (measured.outcome === 'failed') {
    const isType = errors.every(({ code }) => TYPE_CODES.has(code));
    return { result: isType ? 'type errors' : 'test failures', reason };
  }
  if (measured.outcome !== 'done') return { result: 'crash', reason: measured.outcome };
  if (measured.health !== 'ok')
    return { result: 'does not start', reason: measured.health ?? 'no answer' };
  return { result: 'ok', reason: '' };
}

const TYPE_CODES: ReadonlySet<string> = new Set(['SW5101']);

/** The line of a stack that says what happened. */
function lastError(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /Error\b/.test(line)) ?? lines.at(-1) ?? 'no message';
}
