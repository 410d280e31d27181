import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkService, type CheckOptions } from '../../src/sandbox/check-service.ts';
import { providers } from '../../src/sandbox/choose.ts';
import type { SandboxName } from '../../src/sandbox/provider.ts';
import { oneTest } from './fixtures/guestbook.ts';
import { REFUSAL, refused } from './fixtures/refused.ts';

let outside: string;
let connections = 0;
const server = createServer((socket) => {
  connections++;
  socket.destroy();
});
beforeAll(async () => {
  vi.stubEnv('SPECWRIGHT_TEST_KEY', 'hush');
  outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'secret.txt'), 'a secret');
  symlinkSync(join(outside, 'secret.txt'), join(outside, 'link'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
  rmSync(outside, { recursive: true });
});

const attackIn = (
  sandbox: SandboxName,
  body: string,
  limits: Partial<CheckOptions> = {},
  imports = '',
) => {
  const filled = (text: string): string =>
    text
      .replaceAll('$OUT', outside)
      .replaceAll('$HOME', homedir())
      .replaceAll('$PORT', String((server.address() as AddressInfo).port));
  return checkService(oneTest(filled(body), filled(imports)), {
    typecheck: false,
    test: true,
    sandbox,
    timeoutMs: 30_000,
    ...limits,
  });
};

const cases = await Promise.all(
  providers.map(async ({ name, readiness }) => {
    const state = await readiness();
    return { name, ready: state.ready, title: state.ready ? name : `${name} (${state.reason})` };
  }),
);

describe.each(cases)('a test in the sandbox $title', { timeout: 60_000 }, ({ name, ready }) => {
  beforeEach((context) => context.skip(!ready, 'it does not work here'));
  const attack = (body: string, limits: Partial<CheckOptions> = {}, imports = '') =>
    attackIn(name, body, limits, imports);

  test('is refused whatever would reach out', async () => {
    const body = refused
      .map(([what, code]) => `test(${JSON.stringify(what)}, async () => {\n${code};\n});`)
      .join('\n');
    const before = connections;
    const { tests } = await attack(`});\n${body}\ntest('end', () => {`);
    const messages = new Map(tests?.failures.map(({ name, message }) => [name, message]));
    const unrefused = refused
      .map(([what]) => `${what}: ${messages.get(what) ?? 'got through'}`)
      // Where the kernel hides a file, it is not there to be refused.
      .filter((line) => name === 'node-permission' || !line.includes('Cannot find module'))
      .filter((line) => !REFUSAL.test(line));
    expect(unrefused).toEqual([]);
    expect(existsSync(join(outside, 'written'))).toBe(false);
    expect(existsSync(join(outside, 'secret.txt'))).toBe(true);
    expect(connections).toBe(before);
  });

  test.each([
    ["attach '$OUT/written' as other", 'not authorized'],
    ["vacuum into '$OUT/written'", 'authorization denied'],
  ])('cannot reach a file by SQL: %s', async (sql, reason) => {
    const { diagnostics } = await attack(
      `new DatabaseSync(':memory:').exec(${JSON.stringify(sql)})`,
      {},
      `import { DatabaseSync } from 'node:sqlite';`,
    );
    expect(diagnostics).toMatchObject([
      { code: 'SW5201', message: expect.stringContaining(reason) },
    ]);
    expect(existsSync(join(outside, 'written'))).toBe(false);
  });

  test('cannot read a file by a static import of its text', async () => {
    const { diagnostics } = await attack(
      `console.log(text)`,
      {},
      `import text from '$OUT/secret.txt?raw';`,
    );
    expect(diagnostics).toMatchObject([{ code: 'SW5202' }]);
    expect(JSON.stringify(diagnostics)).not.toContain('a secret');
  });

  test.each([
    ['loops for ever', 'for (;;);'],
    ['goes from promise to promise for ever', 'for (;;) await Promise.resolve();'],
    ['waits for ever', 'await new Promise(() => setInterval(() => undefined, 1000));'],
  ])('is stopped when it %s', async (_what, body) => {
    const { diagnostics } = await attack(body, { timeoutMs: 4000 });
    expect(diagnostics).toMatchObject([
      { code: 'SW5204', message: expect.stringContaining('tests/attack.test.ts') },
    ]);
  });

  test('ends though its timers would go on', async () => {
    const { diagnostics } = await attack('setInterval(() => undefined, 1000);');
    expect(diagnostics).toEqual([]);
  });

  test('reaches a server, and no file, when it is given a database', async () => {
    const before = connections;
    const { diagnostics } = await attack(
      `const { connect } = await import('node:net');
       await new Promise((resolve, reject) =>
         connect($PORT, '127.0.0.1', () => resolve(1)).on('error', reject));
       (await import('node:fs')).readFileSync('$OUT/secret.txt');`,
      { databaseUrl: 'postgres://localhost' },
    );
    expect(diagnostics).toMatchObject([
      { code: 'SW5201', message: expect.stringContaining('restricted') },
    ]);
    expect(connections).toBe(before + 1);
  });

  test('sees nothing of the environment of its host', async () => {
    const { diagnostics } = await attack(
      `if (JSON.stringify(process.env).includes('hush') || process.env['PATH'])
         throw new Error(JSON.stringify(process.env));`,
    );
    expect(diagnostics).toEqual([]);
  });

  test('is stopped when it fills the heap', async () => {
    const { diagnostics } = await attack(`const all = []; for (;;) all.push({ a: all.length });`, {
      memoryMb: 600,
    });
    expect(diagnostics.map(({ code }) => code)).toContain('SW5205');
  });

  test('is stopped when it fills buffers, which are outside the heap', async () => {
    const { diagnostics } = await attack(
      `const all = []; for (;;) all.push(Buffer.alloc(1e7, 1));`,
      {
        memoryMb: 600,
      },
    );
    expect(diagnostics.map(({ code }) => code)).toContain('SW5205');
  });

  test.each([
    ['ten megabytes at once', `process.stdout.write('x'.repeat(1e7));`],
    ['console.log', `for (;;) console.log('x'.repeat(1e4));`],
    ['process.stdout.write', `for (;;) process.stdout.write('x'.repeat(1e4));`],
    ['process.stderr.write', `for (;;) process.stderr.write('x'.repeat(1e4));`],
  ])('is stopped when it prints too much: %s', async (_what, body) => {
    const { diagnostics } = await attack(body, { outputBytes: 1e6 });
    expect(diagnostics.map(({ code }) => code)).toEqual(['SW5206']);
  });

  test.each([
    ['ends its process', `Reflect.get(process, 'reallyExit')(0);`],
    ['crashes', `process.abort();`],
  ])('does not pass when it %s', async (_what, body) => {
    const { diagnostics, tests } = await attack(body);
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    expect(tests?.passed).toBe(0);
  });
});
