import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { main } from '../../cli/run-cli.ts';

/** `specwright view` as users run it. */
export async function startView(
  cwd: string,
  out: string,
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly url: string; readonly stop: () => Promise<number | null> }> {
  const child: ChildProcess = spawn(process.execPath, [main, 'view', '--out', out], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('The command has no output.');
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const url = await Promise.race([
    (once(lines, 'line') as Promise<[string]>).then(([line]) => line),
    ended.then(([code]) => Promise.reject(new Error(`It ended with exit code ${String(code)}.`))),
  ]);
  return {
    url,
    stop: async () => {
      child.kill('SIGINT');
      return (await ended)[0];
    },
  };
}
