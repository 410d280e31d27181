import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { contentHash } from '../../src/workspace/content-hash.ts';
import { formatLock } from '../../src/workspace/lockfile.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { runCli } from './run-cli.ts';

let cwd = '';
const check = (...argv: string[]) => runCli(['check', '--out', 'service', ...argv], { cwd });

beforeEach(() => {
  cwd = temporaryFolder();
  const lock = formatLock({
    service: 'pets',
    generator: '',
    options: '',
    spec: '../pets.yaml',
    overlays: [],
    deleted: ['gone.ts'],
    conflicts: [],
    holes: {},
    stale: [],
    inputs: { '../pets.yaml': contentHash('description') },
    files: { 'app.ts': contentHash('app'), 'gone.ts': contentHash('gone') },
  });
  writeFiles(cwd, {
    'pets.yaml': 'description',
    'service/app.ts': 'app',
    'service/.specwright/lock.json': lock,
  });
});

test('up to date', async () => {
  expect(await check()).toMatchObject({ code: 0, stdout: 'pets in service: up to date\n' });
  expect(await check('--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('the description has changed', async () => {
  writeFiles(cwd, { 'pets.yaml': 'another' });
  const { code, stdout, stderr } = await check();
  expect({ code, stdout }).toEqual({ code: 1, stdout: 'pets in service: not up to date\n' });
  expect(stderr).toContain('pets.yaml');
  expect(stderr).toContain('SW6015');
});

test('the description is gone', async () => {
  rmSync(join(cwd, 'pets.yaml'));
  expect(await check()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is gone') as string,
  });
});

test('a hand edit is fine, and reported', async () => {
  writeFiles(cwd, { 'service/app.ts': 'mine' });
  expect(await check()).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('edited by hand, which is fine') as string,
  });
});

test('a generated file that is missing is not', async () => {
  rmSync(join(cwd, 'service/app.ts'));
  expect(await check()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('SW6013') as string,
  });
});

test('--json prints one object', async () => {
  writeFiles(cwd, { 'service/app.ts': 'mine' });
  const { stdout } = await check('--json');
  expect(JSON.parse(stdout)).toMatchObject({
    service: 'pets',
    current: true,
    edited: ['app.ts'],
    deleted: ['gone.ts'],
    missing: [],
    changedInputs: [],
    diagnostics: [{ code: 'SW6014', file: 'service/app.ts' }, { code: 'SW6012' }],
  });
});

test('an interrupted write is not up to date', async () => {
  writeFiles(cwd, { 'service/.specwright/local/journal.json': '[]' });
  expect(await check()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('cut short') as string,
  });
});

test('a folder without a service is wrong usage', async () => {
  expect(await runCli(['check', '--out', '.'], { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('SW6016') as string,
  });
});

test('all services of a configuration are checked', async () => {
  writeFiles(cwd, {
    'specwright.config.json':
      '{ "services": [{ "spec": "pets.yaml", "out": "service" }, { "spec": "pets.yaml", "out": "other" }] }',
  });
  const { code, stdout, stderr } = await runCli(['check'], { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: 'pets in service: up to date\n' });
  expect(stderr).toContain('other holds no service');
});

test('loads a handful of small modules and no package', async () => {
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => (url.startsWith('file:') && process.stderr.write(url + '\\n'), next(url, context)) });`;
  const { stderr } = await runCli(['check', '--out', 'service'], {
    cwd,
    nodeArguments: ['--import', `data:text/javascript,${encodeURIComponent(hook)}`],
  });
  const loaded = stderr.split('\n').filter((line) => line.startsWith('file:'));
  expect(loaded.filter((url) => url.includes('node_modules'))).toEqual([]);
  expect(loaded.length).toBeGreaterThan(5);
  expect(loaded.length).toBeLessThan(20);
});
