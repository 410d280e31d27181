import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkDatabase } from '../../src/doctor/database.ts';
import { checkNode } from '../../src/doctor/machine.ts';
import { checkModel } from '../../src/doctor/model.ts';
import { checkPackages } from '../../src/doctor/packages.ts';
import { checkSandboxes } from '../../src/doctor/sandbox.ts';
import type { Readiness, SandboxName, SandboxProvider } from '../../src/sandbox/provider.ts';
import { runCli } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

const KEY = 'sk-never-to-be-seen-0123456789';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`;
}

const sandbox = (
  name: SandboxName,
  readiness: Readiness,
  closesNetwork = true,
): SandboxProvider => ({
  name,
  closesNetwork,
  readiness: () => Promise.resolve(readiness),
  run: () => Promise.reject(new Error('not run')),
});

test.each([
  ['v20.11.0', 'error'],
  ['v24.1.0', 'warning'],
  ['v26.0.0', 'ok'],
])('Node %s is %s', (version, status) => {
  expect(checkNode(version)).toMatchObject({ status, found: version });
});

test('a sandbox that works is enough; none is an error that says why', async () => {
  const no = { ready: false, reason: 'Install it.' } as const;
  expect(
    await checkSandboxes('auto', [
      sandbox('docker', no),
      sandbox('node-permission', { ready: true }),
    ]),
  ).toMatchObject([
    { name: 'sandbox', status: 'ok', found: 'node-permission runs the tests' },
    { name: 'sandbox docker', status: 'ok', advice: 'Install it.' },
    { name: 'sandbox node-permission', status: 'ok' },
  ]);
  expect(
    await checkSandboxes('auto', [sandbox('node-permission', { ready: true }, false)]),
  ).toMatchObject([{ status: 'warning' }, {}]);
  expect(await checkSandboxes('docker', [sandbox('docker', no)])).toMatchObject([
    { name: 'sandbox', status: 'error', advice: expect.stringContaining('Install it.') as string },
    {},
  ]);
});

test('the database is told without its password', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const address = closed.address();
  const port = typeof address === 'object' ? address?.port : 0;
  closed.close();
  await once(closed, 'close');
  const told = await checkDatabase(`postgres://me:secret@127.0.0.1:${port}/shop`, '/');
  expect(told).toMatchObject({ status: 'error', found: `nothing listens at 127.0.0.1:${port}` });
  expect(JSON.stringify(told)).not.toContain('secret');
  expect(await checkDatabase('postgres://me:se cret@:x', '/')).toMatchObject({ status: 'error' });
  expect(await checkDatabase('file:nowhere/at/all.sqlite', temporaryFolder())).toMatchObject({
    status: 'error',
  });
  expect(await checkDatabase('file:a.sqlite', temporaryFolder())).toMatchObject({ status: 'ok' });
  expect(await checkDatabase(undefined, '/')).toMatchObject({ status: 'ok' });
});

test.each<[string, RequestListener, object]>([
  [
    'has the model',
    (_, response) => response.end('{"data":[{"id":"small"}]}'),
    { status: 'ok', found: expect.stringMatching(/^small at 127\.0\.0\.1:\d+, with a key$/) },
  ],
  [
    'has others',
    (_, response) => response.end('{"data":[{"id":"large"}]}'),
    { status: 'warning', advice: expect.stringContaining('large') },
  ],
  ['does not tell', (_, response) => response.writeHead(404).end(), { status: 'ok' }],
  [
    'refuses the key',
    (request, response) => response.writeHead(401).end(request.headers.authorization),
    { status: 'warning', advice: expect.stringContaining('OPENAI_API_KEY') },
  ],
  [
    'sends elsewhere',
    (_, response) => response.writeHead(302, { location: 'http://example.invalid' }).end(),
    { status: 'warning', found: expect.stringContaining('answers 302') },
  ],
  ['hangs up', (request) => request.socket.destroy(), { status: 'warning' }],
])('a model server that %s is told, and the key is not', async (_name, listener, wanted) => {
  const OPENAI_BASE_URL = await serve(listener);
  const env = { OPENAI_BASE_URL, OPENAI_MODEL: 'small', OPENAI_API_KEY: KEY };
  const told = await checkModel(env, {}, undefined);
  expect(told).toMatchObject(wanted);
  expect(JSON.stringify(told)).not.toContain(KEY);
});

test('packages of a service are looked for from its folder upwards', () => {
  const cwd = temporaryFolder();
  writeFiles(cwd, {
    'services/a/package.json': '{"dependencies":{"fastify":"5","pg":"8"}}',
    'services/b/package.json': '{',
    'node_modules/fastify/package.json': '{}',
    'services/node_modules/vitest/package.json': '{}',
  });
  expect(checkPackages(join(cwd, 'services/a'), cwd)).toMatchObject({
    name: 'packages of services/a',
    status: 'warning',
    found: '1 of 3 not installed: pg',
    advice: expect.stringContaining('npm install in services/a') as string,
  });
  expect(checkPackages(join(cwd, 'services/b'), cwd)).toMatchObject({ status: 'error' });
  writeFiles(cwd, { 'services/a/node_modules/pg/package.json': '{}' });
  expect(checkPackages(join(cwd, 'services/a'), cwd)).toMatchObject({ status: 'ok' });
});

test('doctor tells all as a table and as JSON, and exits with 1 when something is wrong', async () => {
  const cwd = temporaryFolder();
  const { code, stdout, stderr } = await runCli(['doctor'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^ok +node +v\d+/m);
  expect(stdout).toMatch(/→ .*OPENAI_MODEL/);
  writeFiles(cwd, {
    'specwright.config.json': '{"services":[{"spec":"a.yaml","out":"a"}]}',
    'a/package.json': '{',
  });
  const json = await runCli(['doctor', '--json'], { cwd });
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    ok: false,
    checks: expect.arrayContaining([
      expect.objectContaining({ name: 'packages of a', status: 'error' }),
    ]) as unknown[],
  });
});
