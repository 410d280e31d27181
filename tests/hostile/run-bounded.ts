import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a description may cost. */
export const LIMITS = { seconds: 30, megabytes: 1024 } as const;

export interface Bounded {
  readonly code: number | null;
  /** `SIGKILL` when it took too long. */
  readonly signal: string | null;
  readonly stderr: string;
  /** Codes of the diagnostics, each once. */
  readonly codes: readonly string[];
  /** What stands in the folder afterwards, beside the description. */
  readonly written: readonly string[];
  readonly folder: string;
}

/** Generates from a description in a process that has so much time and memory, and no more. */
export async function generateBounded(file: string, text: string | Uint8Array): Promise<Bounded> {
  const folder = mkdtempSync(join(tmpdir(), 'specwright-hostile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, file), text);
  const main = join(root, 'src/cli/main.ts');
  const memory = `--max-old-space-size=${LIMITS.megabytes}`;
  const command = [memory, main, 'generate', file, '--out', 'out', '--no-test', '--quiet'];
  const child = spawn(process.execPath, command, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: LIMITS.seconds * 1000,
    killSignal: 'SIGKILL',
    env: { ...process.env, SPECWRIGHT_CACHE: 'off' },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  const codes = Array.from(stderr.matchAll(/\bSW\d{4}\b/g), ([found]) => found);
  const written = readdirSync(folder).filter((name) => name !== file);
  return { code, signal, stderr, codes: [...new Set(codes)].sort(), written, folder };
}
