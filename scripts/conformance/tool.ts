import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The version that failures are explained for. */
export const VERSION = '4.32.5';

const run = promisify(execFile);

/** Schemathesis as a command, or why there is none. */
export type Tool = { readonly command: string } | { readonly missing: string };

/**
 * Finds Schemathesis in a virtual environment under the system's temporary folder, which is made
 * when it is first asked for.
 */
export async function findTool(): Promise<Tool> {
  const folder = join(tmpdir(), `specwright-schemathesis-${VERSION}`);
  const command = join(folder, 'bin', 'schemathesis');
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return { command };
  const python = await findPython();
  if (python === undefined) return { missing: 'Python 3.10 or newer is not there' };
  try {
    await run(python, ['-m', 'venv', '--clear', folder]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await run(join(folder, 'bin', 'python'), [...pip, `schemathesis==${VERSION}`]);
    await writeFile(complete, '');
    return { command };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const said = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    return { missing: `Schemathesis ${VERSION} cannot be installed: ${said}` };
  }
}

const IS_NEW_ENOUGH = 'import sys, venv; sys.exit(sys.version_info < (3, 10))';

async function findPython(): Promise<string | undefined> {
  const answers = await Promise.all(
    ['python3', 'python'].map((name) =>
      run(name, ['-c', IS_NEW_ENOUGH]).then(
        () => name,
        () => undefined,
      ),
    ),
  );
  return answers.find((name) => name !== undefined);
}
