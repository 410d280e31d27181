/**
 * The demo: generates a service from `specs/bookstore.yaml` into a temporary folder, checks and
 * tests it, says who may do what, starts it on a free port, talks to it over HTTP, prints what happened, and stops it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openPolicy } from './open-policy.ts';
import { freePort } from './free-port.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

async function generate(out: string): Promise<void> {
  const cli = join(root, 'src/cli/main.ts');
  const child = spawn(process.execPath, [cli, 'generate', 'specs/bookstore.yaml', '--out', out], {
    cwd: root,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`generate ended with exit code ${String(code)}`);
}

/** Starts the service and waits until it says that it listens. */
async function start(folder: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: folder,
    env: { PORT: String(port), DATABASE_URL: 'file:demo.sqlite', AUTH_API_KEY: 'demo' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stopped = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the service ended with exit code ${String(code)}`)),
  );
  const listening = (async () => {
    for await (const line of createInterface({ input: child.stdout }))
      if (line.includes('Server listening')) return;
  })();
  await Promise.race([listening, stopped]);
  stopped.catch(() => undefined);
  return child;
}

interface Row {
  readonly what: string;
  readonly request: string;
  readonly status: number;
  readonly answer: string;
}

async function talk(port: number): Promise<Row[]> {
  const rows: Row[] = [];
  const call = async (
    what: string,
    method: string,
    path: string,
    body?: object,
    type = 'application/json',
  ) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'x-api-key': 'demo', ...(body && { 'content-type': type }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    rows.push({
      what,
      request: `${method} ${path.replace(/[0-9a-f-]{36}/, '{id}')}`,
      status: response.status,
      answer: text.slice(0, 60),
    });
    if (response.status >= 400)
      throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? {} : (JSON.parse(text) as { id?: string });
  };
  const { id } = await call('create', 'POST', '/authors', { name: 'Ursula K. Le Guin' });
  await call('read', 'GET', `/authors/${String(id)}`);
  await call('list', 'GET', '/authors');
  await call('update', 'PUT', `/authors/${String(id)}`, {
    name: 'Ursula Le Guin',
    biography: 'Wrote The Dispossessed.',
  });
  await call('delete', 'DELETE', `/authors/${String(id)}`);
  return rows;
}

function print(rows: readonly Row[]): void {
  const widths = [6, 22, 6];
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}\n`;
  process.stdout.write(`\n${line(['', 'request', 'status', 'answer'])}`);
  for (const { what, request, status, answer } of rows)
    process.stdout.write(line([what, request, String(status), answer]));
}

const folder = await mkdtemp(join(tmpdir(), 'specwright-demo-'));
try {
  const out = join(folder, 'bookstore');
  await generate(out);
  // What the description protects is denied to everybody, until its owner says who may.
  openPolicy(out);
  await symlink(join(root, 'node_modules'), join(out, 'node_modules'), 'junction');
  const port = await freePort();
  const service = await start(out, port);
  try {
    print(await talk(port));
  } finally {
    service.kill('SIGTERM');
    if (service.exitCode === null) await once(service, 'exit');
  }
  process.stdout.write('\nThe service has stopped. Its folder was temporary and is gone.\n');
} finally {
  await rm(folder, { recursive: true, force: true });
}
