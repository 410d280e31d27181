import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { runProcess } from '../../src/sandbox/run-process.ts';

const node = (code: string, env: Record<string, string> = {}) => ({
  file: process.execPath,
  args: ['-e', code],
  cwd: process.cwd(),
  env,
});
const limits = { timeoutMs: 20_000, outputBytes: 1000 };

describe('runProcess', { timeout: 30_000 }, () => {
  test('gives what was printed and how it ended', async () => {
    const code = `console.log('out'); console.error('err'); process.exitCode = 3;`;
    expect(await runProcess(node(code), limits)).toEqual({
      end: 'exited',
      exitCode: 3,
      signal: null,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  test('passes the environment that it is given, and no other', async () => {
    const code = `console.log(JSON.stringify(process.env))`;
    const { stdout } = await runProcess(node(code, { ONLY: 'this' }), limits);
    expect(JSON.parse(stdout)).toEqual({ ONLY: 'this' });
  });

  test('ends what a child started, at the end of the child', async () => {
    // The grandchild holds a connection for as long as it lives.
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const grandchild = `require('node:net').connect(${port}, '127.0.0.1', () => console.log('up'))`;
    const code = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}]);
      child.stdout.on('data', () => process.exit());`;
    const running = runProcess(node(code), limits);
    const [socket] = (await once(server, 'connection')) as [Socket];
    socket.on('error', () => undefined);
    expect((await running).end).toBe('exited');
    await once(socket.resume(), 'close');
    server.close();
  });

  test.runIf(process.platform === 'linux')(
    'ends what has left the group of the child, when a limit is met',
    async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const grandchild = `require('node:net').connect(${port}, '127.0.0.1')`;
      const code = `
        const { spawn } = require('node:child_process');
        const stdio = 'ignore';
        spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { detached: true, stdio });`;
      const abort = new AbortController();
      const running = runProcess(node(code), { ...limits, signal: abort.signal });
      const [socket] = (await once(server, 'connection')) as [Socket];
      socket.on('error', () => undefined);
      const closed = once(socket.resume(), 'close');
      abort.abort();
      expect((await running).end).toBe('aborted');
      await closed;
      server.close();
    },
  );

  test('does not wait for what holds its output after its end, past the limit', async () => {
    const code = `
      const { spawn } = require('node:child_process');
      const stdio = ['ignore', 'inherit', 'inherit'];
      const options = { detached: true, stdio };
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 5000)'], options);
      child.unref();`;
    const { end } = await runProcess(node(code), { ...limits, timeoutMs: 1000 });
    expect(end).toBe('timeout');
  });

  test('cuts output at the limit', async () => {
    const { end, stdout } = await runProcess(node(`for (;;) console.log('0123456789')`), limits);
    expect(end).toBe('output');
    expect(stdout).toHaveLength(1000);
  });

  test('stops a child that takes too long', async () => {
    const { end, exitCode } = await runProcess(node(`for (;;);`), { ...limits, timeoutMs: 200 });
    expect([end, exitCode]).toEqual(['timeout', null]);
  });

  test('stops a child when the signal aborts, or does not start it', async () => {
    const abort = new AbortController();
    const running = runProcess(node(`for (;;);`), { ...limits, signal: abort.signal });
    abort.abort();
    expect((await running).end).toBe('aborted');
    expect((await runProcess(node(''), { ...limits, signal: abort.signal })).end).toBe('aborted');
  });

  test('rejects when there is no such program', async () => {
    const command = { file: '/no/such/program', args: [], cwd: process.cwd(), env: {} };
    await expect(runProcess(command, limits)).rejects.toThrow('ENOENT');
  });
});
