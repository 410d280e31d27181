import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkService } from '../../src/check.ts';
import { contentHash } from '../../src/workspace/content-hash.ts';
import type { FindingKind } from '../../src/workspace/finding-kinds.ts';
import { formatLock, type Lock } from '../../src/workspace/lockfile.ts';
import { rememberRuns, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { runCli } from './run-cli.ts';

rememberRuns();

let cwd = '';
const check = (...argv: string[]) => runCli(['check', '--out', 'service', ...argv], { cwd });

const locked: Lock = {
  service: 'pets',
  generator: '',
  options: '',
  spec: '../pets.yaml',
  overlays: [],
  arazzo: [],
  deleted: ['gone.ts'],
  conflicts: [],
  holes: {},
  stale: [],
  orphans: {},
  moved: {},
  inputs: { '../pets.yaml': contentHash('description') },
  files: { 'app.ts': contentHash('app'), 'gone.ts': contentHash('gone') },
};

const writeLock = (changed: Partial<Lock> = {}) =>
  writeFiles(cwd, { 'service/.specwright/lock.json': formatLock({ ...locked, ...changed }) });

beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': 'description', 'service/app.ts': 'app' });
  writeLock();
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

const migration = 'migrations/sqlite/0001_initial.sql';

/** What may be found, how it comes about, and whether it fails when nobody says otherwise. */
const situations: readonly [FindingKind, boolean, () => void][] = [
  ['spec-drift', true, () => writeFiles(cwd, { 'pets.yaml': 'another' })],
  ['hand-edit', false, () => writeFiles(cwd, { 'service/app.ts': 'mine' })],
  ['stale-hole', false, () => writeLock({ stale: ['feedPet'] })],
  ['missing-migration', true, () => writeLock({ files: { [migration]: 'x', ...locked.files } })],
  ['missing-file', true, () => rmSync(join(cwd, 'service/app.ts'))],
  [
    'orphaned-file',
    true,
    () => {
      writeFiles(cwd, { 'service/old.ts': 'mine' });
      writeLock({ orphans: { 'old.ts': contentHash('old') } });
    },
  ],
  [
    'conflict',
    true,
    () =>
      writeFiles(cwd, {
        'service/app.ts': '<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> generated now\n',
      }),
  ],
];

describe.each(situations)('%s', (kind, isFailure, bringAbout) => {
  test(`is told, and ${isFailure ? 'fails' : 'does not fail'} unless the project says otherwise`, () => {
    writeLock({ deleted: [], files: { 'app.ts': contentHash('app') } });
    bringAbout();
    const { kinds, outcome } = checkService('service', cwd);
    expect(kinds.filter((one) => one !== 'hand-edit' || kind === 'hand-edit')).toEqual([kind]);
    expect(outcome).toBe(isFailure ? 'drift' : 'current');
    expect(checkService('service', cwd, [kind]).outcome).toBe('drift');
    expect(checkService('service', cwd, []).outcome).toBe('current');
  });
});

test('what the project fails on is in the lock, and the command line is stronger', async () => {
  writeFiles(cwd, { 'pets.yaml': 'another' });
  writeLock({ failOn: ['conflict'] });
  expect((await check()).code).toBe(0);
  expect((await check('--fail-on', 'spec-drift', 'conflict')).code).toBe(1);
  expect(await check('--fail-on', 'everything')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('hand-edit, stale-hole') as string,
  });
});

test('--reporter github annotates the lines of a pull request', async () => {
  writeFiles(cwd, { 'pets.yaml': 'another' });
  writeLock({ deleted: [], files: {} });
  expect(await check('--reporter', 'github')).toEqual({
    code: 1,
    stdout:
      '::error file=pets.yaml,line=1,col=1,title=SW6015 The description%2C an overlay or the configuration has changed::pets.yaml has changed since the service was generated from it. Run specwright generate.\n',
    stderr: '',
  });
});

test('--reporter sarif is one log for all services', async () => {
  writeFiles(cwd, {
    'service/app.ts': 'mine',
    'specwright.config.json':
      '{ "services": [{ "spec": "pets.yaml", "out": "service" }, { "spec": "pets.yaml", "out": "other" }] }',
  });
  const { stdout, code } = await runCli(['check', '--reporter=sarif'], { cwd });
  expect(code).toBe(2);
  const { runs } = JSON.parse(stdout) as {
    runs: { tool: { driver: { version: string } }; results: { ruleId: string }[] }[];
  };
  expect(runs[0]?.tool.driver.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['SW6014', 'SW6012', 'SW6016']);
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
  expect(loaded.length).toBeLessThan(25);
});
