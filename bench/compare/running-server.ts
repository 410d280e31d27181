import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/free-port.ts';
import { killGroup } from './run-measured.ts';
import type { Command } from './tool.ts';

const preload = fileURLToPath(new URL('only-loopback.ts', import.meta.url));
const LIMIT_MS = 60_000;
const POLL_MS = 50;

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server on the loopback interface, or says why it does not start. */
export async function startServer(
  { command, args, cwd, environment }: Command,
  limitMs = LIMIT_MS,
): Promise<RunningServer | { readonly failed: string }> {
  const port = await freePort();
  const child = spawn(command, args, {
    cwd,
    env: {
      ...process.env,
      ...environment,
      PORT: String(port),
      NODE_OPTIONS: `--import=${preload}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  const hear = (text: string) => (said = `${said}${text}`.slice(-2000));
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    killGroup(child.pid);
    await ended;
  };
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) return { failed: said.trim() };
    if (await listens(url)) return { url, stop };
    await wait(POLL_MS);
  }
  await stop();
  return { failed: `it does not listen after ${limitMs / 1000} s: ${said.trim()}` };
}

const listens = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  );
