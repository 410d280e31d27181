import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { runConfined, sandboxRuntime } from '../../src/sandbox/sandbox-runtime.ts';

const state = await sandboxRuntime.readiness();

let folder: string;
let connections = 0;
const server = createServer((socket) => {
  connections++;
  socket.destroy();
});
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'confined-')));
  for (const name of ['in', 'in/scratch', 'out']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'in', 'known.txt'), 'known');
  writeFileSync(join(folder, 'out', 'secret.txt'), 'a secret');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** Runs a program of Node's with none of Node's own permissions round it. */
const run = (code: string, timeoutMs = 20_000) => {
  const argv = [process.execPath, '--no-warnings', '--input-type=module', '-e', code];
  const cwd = join(folder, 'in');
  return runConfined(
    argv,
    {
      cwd,
      env: { ONLY: 'this' },
      readable: [cwd],
      writable: [join(cwd, 'scratch')],
      network: false,
    },
    { timeoutMs, outputBytes: 100_000 },
  );
};

/** What came of each piece of code: what it gave, or the code of its error. */
const tried = async (codes: Readonly<Record<string, string>>): Promise<unknown> => {
  const { port } = server.address() as AddressInfo;
  const cases = Object.entries(codes).map(
    ([name, code]) => `[${JSON.stringify(name)}, async () => { ${code} }],`,
  );
  const { stdout, stderr } = await run(`
    import fs from 'node:fs'; import net from 'node:net'; import dns from 'node:dns/promises';
    import { DatabaseSync } from 'node:sqlite';
    const OUT = ${JSON.stringify(join(folder, 'out'))}, HOME = ${JSON.stringify(homedir())};
    const PORT = ${port}, HOST = ${process.pid};
    const connect = (to) => new Promise((resolve, reject) =>
      net.connect(to, () => resolve('connected')).on('error', reject));
    const found = {};
    for (const [name, attempt] of [${cases.join('\n')}])
      try { found[name] = (await attempt()) ?? 'done'; } catch (error) { found[name] = error.code; }
    console.log(JSON.stringify(found));`);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
};

describe('the confinement of sandbox-runtime, without Node’s permissions', () => {
  beforeEach((context) =>
    context.skip(!state.ready, state.ready ? '' : `sandbox-runtime: ${state.reason}`),
  );

  test('lets a program read what is named, and write where it is told', async () => {
    const found = await tried({
      reads: `return fs.readFileSync('known.txt', 'utf8');`,
      writes: `fs.writeFileSync('scratch/own.txt', 'own');`,
      changes: `fs.writeFileSync('known.txt', 'x');`,
      'adds beside': `fs.writeFileSync('other.txt', 'x');`,
      environment: `return Object.keys(process.env).join();`,
    });
    expect(found).toEqual({
      reads: 'known',
      writes: 'done',
      changes: 'EROFS',
      // Into a layer that is gone with the sandbox.
      'adds beside': 'done',
      environment: 'ONLY',
    });
    expect(readdirSync(join(folder, 'in'), { recursive: true }).sort()).toEqual([
      'known.txt',
      'scratch',
      join('scratch', 'own.txt'),
    ]);
  });

  test('hides every other file', async () => {
    const found = await tried({
      secret: `fs.readFileSync(OUT + '/secret.txt');`,
      link: `fs.symlinkSync(OUT, 'scratch/link'); fs.readdirSync('scratch/link');`,
      'another root': `fs.readFileSync('/proc/1/root' + OUT + '/secret.txt');`,
      accounts: `fs.readFileSync('/etc/passwd');`,
      home: `return fs.existsSync(HOME) ? fs.readdirSync(HOME).join() : 'done';`,
      host: `fs.readFileSync('/proc/' + HOST + '/environ');`,
    });
    expect(found).toEqual({
      secret: 'ENOENT',
      link: 'ENOENT',
      'another root': expect.stringMatching(/^(?:ENOENT|EACCES)$/),
      accounts: 'ENOENT',
      home: expect.stringMatching(/^(?:done|)$/),
      host: 'ENOENT',
    });
  });

  test('lets nothing that is written arrive outside', async () => {
    await tried({
      file: `fs.mkdirSync(OUT, { recursive: true }); fs.writeFileSync(OUT + '/written', 'x');`,
      database: `new DatabaseSync(OUT + '/written.db').exec('create table t (a)');`,
    });
    expect(readdirSync(join(folder, 'out'))).toEqual(['secret.txt']);
  });

  test('has no network, no names and no local sockets', async () => {
    const found = await tried({
      socket: `return connect({ port: PORT, host: '127.0.0.1' });`,
      fetch: `return fetch('http://127.0.0.1:' + PORT).catch((error) => { throw error.cause; });`,
      name: `return dns.lookup('example.com');`,
      local: `return connect({ path: '/run/any.sock' });`,
    });
    expect(found).toEqual({
      socket: 'ECONNREFUSED',
      fetch: 'ECONNREFUSED',
      name: expect.stringMatching(/^E/),
      local: expect.stringMatching(/^E(?:PERM|NOENT)$/),
    });
    expect(connections).toBe(0);
  });

  test('reaches no process of the host, by its number', async () => {
    const found = await tried({ signal: `process.kill(HOST, 0);` });
    expect(found).toEqual({ signal: expect.stringMatching(/^E(?:SRCH|PERM)$/) });
  });

  test('ends a detached process that holds its output, at the end of the program', async () => {
    const { end, stdout } = await run(`
      import { spawn } from 'node:child_process';
      const stdio = ['ignore', 'inherit', 'inherit'];
      const code = 'setInterval(() => undefined, 1000); console.log("up"); process.send?.("up")';
      const child = spawn(process.execPath, ['-e', code], { detached: true, stdio: [...stdio, 'ipc'] });
      child.on('message', () => process.exit());`);
    expect([end, stdout]).toEqual(['exited', 'up\n']);
  });
});

test.runIf(process.platform === 'linux')(
  'sandbox-runtime says what to install where there is no bubblewrap',
  async () => {
    vi.stubEnv('PATH', '/no/such/folder');
    // What was found out lasts as long as the module.
    vi.resetModules();
    const { sandboxRuntime: unknowing } = await import('../../src/sandbox/sandbox-runtime.ts');
    expect(await unknowing.readiness()).toEqual({
      ready: false,
      reason: expect.stringContaining('apt-get install bubblewrap'),
    });
    vi.unstubAllEnvs();
  },
);
