import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkService, type CheckOptions } from '../../src/sandbox/check-service.ts';
import { oneTest } from './fixtures/guestbook.ts';

let outside: string;
let connections = 0;
const server = createServer((socket) => {
  connections++;
  socket.destroy();
});
beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'secret.txt'), 'a secret');
  symlinkSync(join(outside, 'secret.txt'), join(outside, 'link'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(outside, { recursive: true });
});

const attack = (body: string, limits: Partial<CheckOptions> = {}, imports = '') => {
  const filled = (text: string): string =>
    text
      .replaceAll('$OUT', outside)
      .replaceAll('$HOME', homedir())
      .replaceAll('$PORT', String((server.address() as AddressInfo).port));
  return checkService(oneTest(filled(body), filled(imports)), {
    typecheck: false,
    test: true,
    timeoutMs: 30_000,
    ...limits,
  });
};

/** Each must fail with Node's own refusal; a body that gets through would pass its test. */
const refused: readonly (readonly [what: string, body: string])[] = [
  ['reads a file', `(await import('node:fs')).readFileSync('/etc/passwd')`],
  [
    'reads a file by promise',
    `await (await import('node:fs/promises')).readFile('$OUT/secret.txt')`,
  ],
  ['reads by a symbolic link', `(await import('node:fs')).readFileSync('$OUT/link')`],
  ['reads by another root', `(await import('node:fs')).readFileSync('/proc/self/root/etc/passwd')`],
  ['reads the home folder', `(await import('node:fs')).readdirSync('$HOME')`],
  ['reads settings from a file', `process.loadEnvFile('$OUT/secret.txt')`],
  ['watches a folder', `(await import('node:fs')).watch('$OUT')`],
  ['lists a folder', `(await import('node:fs')).readdirSync('/')`],
  ['imports a file from outside', `await import('$OUT/secret.txt')`],
  ['imports a file from outside as text', `await import('$OUT/secret.txt?raw')`],
  ['writes outside', `(await import('node:fs')).writeFileSync('$OUT/written', 'x')`],
  ['writes inside', `(await import('node:fs')).writeFileSync('written', 'x')`],
  ['links to outside', `(await import('node:fs')).symlinkSync('$OUT', 'link')`],
  ['removes outside', `(await import('node:fs')).rmSync('$OUT/secret.txt')`],
  ['opens a database file', `new (await import('node:sqlite')).DatabaseSync('$OUT/written')`],
  [
    'opens a database file without the guard',
    `const { DatabaseSync } = await import('node:sqlite');
     new DatabaseSync.prototype.constructor('$OUT/written')`,
  ],
  [
    'opens a database file with what an inspection shows',
    `const { DatabaseSync } = await import('node:sqlite');
     const { inspect } = await import('node:util');
     const seen: unknown[] = [];
     Reflect.set(DatabaseSync, inspect.custom, function (this: unknown) { seen.push(this); return ''; });
     inspect(DatabaseSync, { showProxy: true });
     let refusal: unknown;
     for (const found of [DatabaseSync, ...seen]) {
       try {
         Reflect.construct(found as never, ['$OUT/written']);
         return;
       } catch (error) { refusal = error; }
     }
     throw refusal;`,
  ],
  [
    'attaches a database file to one that hides its prototype',
    `const { DatabaseSync } = await import('node:sqlite');
     const database = Reflect.construct(DatabaseSync, [':memory:'], class {});
     Object.setPrototypeOf(database, DatabaseSync.prototype);
     database.exec("attach '$OUT/written' as other");`,
  ],
  [
    'attaches a database file to one that is opened later',
    `const { DatabaseSync } = await import('node:sqlite');
     const database = new DatabaseSync(':memory:', { open: false });
     database.open();
     database.exec("attach '$OUT/written' as other");`,
  ],
  [
    'loads an extension of SQLite',
    `const { DatabaseSync } = await import('node:sqlite');
     new DatabaseSync(':memory:', { allowExtension: true }).loadExtension('$OUT/x.so');`,
  ],
  [
    'copies a database to a file',
    `const { backup, DatabaseSync } = await import('node:sqlite');
     await backup(new DatabaseSync(':memory:'), '$OUT/written')`,
  ],
  [
    'takes the confinement off a database',
    `const { DatabaseSync } = await import('node:sqlite');
     new DatabaseSync(':memory:').setAuthorizer(null)`,
  ],
  [
    'reads its host’s environment',
    `(await import('node:fs')).readFileSync('/proc/' + process.ppid + '/environ')`,
  ],
  ['spawns', `(await import('node:child_process')).execFileSync('/bin/true')`],
  ['spawns with a shell', `(await import('node:child_process')).execSync('touch $OUT/written')`],
  [
    'becomes another program',
    `Reflect.get(process, 'execve')('/usr/bin/touch', ['touch', '$OUT/written'], {})`,
  ],
  ['forks', `(await import('node:child_process')).fork('x.js')`],
  ['starts a thread', `new (await import('node:worker_threads')).Worker('1', { eval: true })`],
  ['loads an addon', `process.dlopen({ exports: {} } as never, '$OUT/x.node')`],
  ['reaches the bindings', `Reflect.get(process, 'binding')('fs')`],
  [
    'calls native code',
    `const ffi: object = Reflect.get(process, 'getBuiltinModule')('node:ffi');
     Reflect.get(ffi, 'dlopen')('libc.so.6', {});`,
  ],
  [
    'gives WebAssembly a folder',
    `const { WASI } = await import('node:wasi');
     new WASI({ version: 'preview1', preopens: { '/': '$OUT' } });`,
  ],
  ['changes the flags of V8', `(await import('node:v8')).setFlagsFromString('--trace-turbo')`],
  ['debugs itself', `new (await import('node:inspector')).Session().connect();`],
  ['opens an inspector', `(await import('node:inspector')).open(0)`],
  ['kills its host', `process.kill(process.ppid)`],
  ['kills its host by the raw call', `Reflect.get(process, '_kill')(process.ppid, 9)`],
  [
    'asks by HTTP',
    `await fetch('http://127.0.0.1:$PORT').catch((error) => { throw error.cause ?? error; })`,
  ],
  [
    'opens a socket',
    `const { connect } = await import('node:net');
     await new Promise((resolve, reject) => connect($PORT, '127.0.0.1', () => resolve(1)).on('error', reject))`,
  ],
  [
    'listens',
    `const { createServer } = await import('node:net');
     await new Promise((resolve, reject) => createServer().on('error', reject).listen(0, () => resolve(1)))`,
  ],
  [
    'opens a local socket',
    `const { connect } = await import('node:net');
     await new Promise((resolve, reject) => connect('$OUT/x.sock', () => resolve(1)).on('error', reject))`,
  ],
  ['asks for a name', `await (await import('node:dns/promises')).lookup('localhost')`],
  [
    'sends a datagram',
    `const socket = (await import('node:dgram')).createSocket('udp4');
     await new Promise((resolve, reject) =>
       socket.on('error', reject).send('x', $PORT, '127.0.0.1', resolve));`,
  ],
  ['writes a report', `process.report.writeReport('$OUT/written')`],
  [
    'writes a trace',
    `(await import('node:trace_events')).createTracing({ categories: ['node'] }).enable()`,
  ],
  ['writes a heap snapshot', `(await import('node:v8')).writeHeapSnapshot('$OUT/written')`],
];

/** How Node says no. Anything else, as «no such file», would mean that the attack was let try. */
const REFUSAL =
  /restricted|not authorized|Cannot load SQLite extensions|ERR_ACCESS_DENIED|requires full fs|addons is disabled|bindings: process\.binding$/;

describe('a test in the sandbox', { timeout: 60_000 }, () => {
  test('is refused whatever would reach out', async () => {
    const body = refused
      .map(([what, code]) => `test(${JSON.stringify(what)}, async () => {\n${code};\n});`)
      .join('\n');
    const { tests } = await attack(`});\n${body}\ntest('end', () => {`);
    const messages = new Map(tests?.failures.map(({ name, message }) => [name, message]));
    const unrefused = refused
      .map(([what]) => `${what}: ${messages.get(what) ?? 'got through'}`)
      .filter((line) => !REFUSAL.test(line));
    expect(unrefused).toEqual([]);
    expect(existsSync(join(outside, 'written'))).toBe(false);
    expect(existsSync(join(outside, 'secret.txt'))).toBe(true);
    expect(connections).toBe(0);
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

  test('is stopped when it loops for ever', async () => {
    const { diagnostics } = await attack('for (;;);', { timeoutMs: 4000 });
    expect(diagnostics).toMatchObject([
      { code: 'SW5204', message: expect.stringContaining('tests/attack.test.ts') },
    ]);
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
    ['console.log', `for (;;) console.log('x'.repeat(1e4));`],
    ['process.stdout.write', `for (;;) process.stdout.write('x'.repeat(1e4));`],
    ['process.stderr.write', `for (;;) process.stderr.write('x'.repeat(1e4));`],
  ])('is stopped when it prints without end: %s', async (_what, body) => {
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
