/** Regenerates the sample services in `generated/` from `specs/`. `--check` only compares. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export const SAMPLES = ['bookstore', 'help-desk', 'fleet'] as const;

for (const name of SAMPLES) {
  const more = process.argv.includes('--check') ? ['--check', '--no-test'] : [];
  const command = [
    'src/cli/main.ts',
    'generate',
    `specs/${name}.yaml`,
    '--out',
    join('generated', name),
    ...more,
  ];
  const child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exitCode = 1;
}
