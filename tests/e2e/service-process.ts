import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { freePort } from '../../scripts/free-port.ts';

/** A sample service in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** Asks it, with the credentials that it knows. */
  call(method: string, path: string, body?: object, headers?: object): Promise<Response>;
  stop(): Promise<void>;
}

const KEY = 'a key of the tests';
const STARTER = fileURLToPath(new URL('start-sample.ts', import.meta.url));

/** Starts `generated/<name>`, where who is known may do everything, and waits until it listens. */
export async function startSample(
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [STARTER], {
    cwd: fileURLToPath(new URL(`../../generated/${name}`, import.meta.url)),
    env: { PATH: process.env.PATH, PORT: String(port), AUTH_API_KEY: KEY, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const listening = (async () => {
    for await (const line of lines) if (line.includes('Server listening')) return;
    throw new Error(`${name} did not start`);
  })();
  await listening;
  child.stdout.resume();
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    child,
    call: (method, path, body, headers) =>
      fetch(`${url}${path}`, {
        method,
        headers: {
          'x-api-key': KEY,
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Does work `count` times, at most `width` at once, and gathers what came of it. */
export async function inParallel<Result>(
  count: number,
  width: number,
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      results[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
