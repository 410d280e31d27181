import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port.ts';

export interface Usage {
  /** CPU time so far, in milliseconds. */
  readonly cpu: number;
  readonly memory: number;
}

/** A service in a process of its own. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  /** From the start of the process to its first answer, in milliseconds. */
  readonly startedIn: number;
  usage(): Promise<Usage>;
  /** Asks what is preloaded into it. */
  ask<Answer>(message: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** Sends a message to a child process, and awaits its answer. */
export async function ask<Answer>(child: ChildProcess, message: object): Promise<Answer> {
  const answered = new AbortController();
  const { signal } = answered;
  const answer = once(child, 'message', { signal });
  const ended = once(child, 'exit', { signal }).then(([code]) =>
    Promise.reject(new Error(`a process ended with exit code ${String(code)}`)),
  );
  child.send(message);
  try {
    return (await Promise.race([answer, ended]))[0] as Answer;
  } finally {
    // Whoever did not come first waits no longer.
    void Promise.allSettled([answer, ended]);
    answered.abort();
  }
}

/** Starts `file` and waits until it answers `path`. */
export async function startContender(
  name: string,
  file: string,
  {
    cwd,
    probe,
    path,
    environment,
  }: { cwd: string; probe: string; path: string; environment: Record<string, string> },
): Promise<Contender> {
  const port = await freePort();
  const started = performance.now();
  const child = fork(file, [], {
    cwd,
    execArgv: ['--import', probe],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
      ...environment,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(`${url}${path}`))) {
    if (child.exitCode !== null) throw new Error(`${name} ended with exit code ${child.exitCode}`);
    await wait(5);
  }
  return {
    name,
    url,
    startedIn: performance.now() - started,
    usage: () => ask<Usage>(child, { usage: true }),
    ask: (message) => ask(child, message),
    stop: () => stopProcess(child),
  };
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const stopped = once(child, 'exit');
  child.kill('SIGKILL');
  await stopped;
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );
