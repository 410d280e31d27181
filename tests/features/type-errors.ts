import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Generated } from './service.ts';

/** What the compiler says of a generated service; nothing where all is well. */
export async function typeErrorsOf({ folder }: Generated): Promise<string> {
  const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url));
  return promisify(execFile)(tsc, ['-p', folder, '--noEmit']).then(
    ({ stdout }) => stdout,
    (failed: { stdout: string }) => failed.stdout,
  );
}
