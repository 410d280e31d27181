import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { colouredDiff } from '../../src/cli/coloured-diff.ts';
import { unifiedDiff } from '../../src/unified-diff.ts';
import {
  lastingFolder,
  readTree,
  rememberRuns,
  temporaryFolder,
  writeFiles,
} from '../workspace/temporary-folder.ts';
import { petsYaml, runCli } from './run-cli.ts';

rememberRuns();

let cwd = '';
const template = lastingFolder();
const run = (...argv: string[]) => runCli(argv, { cwd });
const diff = (...argv: string[]) => run('diff', 'pets.yaml', '--out', 'service', ...argv);
const generate = () => run('generate', 'pets.yaml', '--out', 'service', '--no-test');
const nickname = petsYaml.replace(
  'name: { type: string }\n',
  'name: { type: string }\n        nickname: { type: string }\n',
);

beforeAll(async () => {
  writeFiles(template, { 'pets.yaml': petsYaml });
  await runCli(['generate', 'pets.yaml', '--out', 'service', '--no-test'], { cwd: template });
});

beforeEach(() => {
  cwd = temporaryFolder();
  cpSync(template, cwd, { recursive: true });
});

test('shows the whole service before there is one, and writes nothing', async () => {
  rmSync(join(cwd, 'service'), { recursive: true });
  const { code, stdout } = await diff();
  expect(code).toBe(1);
  expect(stdout).toContain('--- /dev/null\n+++ b/service/package.json\n');
  expect(Object.keys(readTree(cwd, true))).toEqual(['pets.yaml']);
});

test('has nothing to show of a service that is up to date', async () => {
  expect(await diff()).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await diff('--model')).toMatchObject({ code: 0, stdout: '' });
});

test('what it shows is what generate does', async () => {
  writeFiles(cwd, { 'pets.yaml': nickname });
  const before = readTree(cwd, true);
  const { code, stdout } = await diff();
  expect(code).toBe(1);
  expect(stdout).not.toContain('\u001b');
  expect(readTree(cwd, true)).toEqual(before);

  writeFiles(cwd, { 'change.patch': stdout });
  execFileSync('git', ['apply', '--unsafe-paths', 'change.patch'], { cwd });
  const patched = readTree(join(cwd, 'service'));
  execFileSync('git', ['apply', '--unsafe-paths', '-R', 'change.patch'], { cwd });
  await generate();
  expect(readTree(join(cwd, 'service'))).toEqual(patched);
});

test('--model tells what has changed, a line each', async () => {
  writeFiles(cwd, { 'pets.yaml': nickname });
  const { code, stdout } = await diff('--model');
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: [
      '~ entity Pet',
      '  + field nickname: string',
      '~ operation listPets (GET /pets): what is sent or answered',
      '~ operation createPet (POST /pets): what is sent or answered',
      '~ operation getPet (GET /pets/{petId}): what is sent or answered',
      '',
    ].join('\n'),
  });
  const { stdout: json } = await diff('--model', '--json');
  expect(JSON.parse(json)).toMatchObject({
    service: 'pets',
    changes: expect.arrayContaining(['~ entity Pet']) as unknown,
    entities: { added: [], removed: [] },
  });
});

test('--json has a diff for each file', async () => {
  writeFiles(cwd, { 'pets.yaml': nickname });
  const { code, stdout } = await diff('--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    service: 'pets',
    outcome: 'drift',
    files: expect.arrayContaining([
      {
        path: 'openapi.json',
        action: 'update',
        diff: expect.stringContaining('+          "nickname"') as string,
      },
    ]) as unknown,
  });
});

test('a change that touches no file is told in a sentence', async () => {
  writeFiles(cwd, { 'pets.yaml': `# a remark\n${petsYaml}` });
  const { code, stdout } = await diff();
  expect(code).toBe(1);
  expect(stdout).toContain('no file changes');
});

test('an invalid description is exit 3', async () => {
  writeFiles(cwd, { 'pets.yaml': petsYaml.replace('schemas/Pet', 'schemas/Bet') });
  expect(await diff()).toMatchObject({ code: 3, stdout: '' });
  expect(await diff('--model')).toMatchObject({ code: 3, stdout: '' });
});

test('colours mark additions and removals, and control characters cannot colour themselves', () => {
  const text = unifiedDiff({
    path: 'a.txt',
    before: 'one\ntwo\n',
    after: 'one\n\u001b[31mthree\n',
  });
  expect(colouredDiff(text).split('\n')).toEqual([
    '\u001b[1m--- a/a.txt\u001b[22m',
    '\u001b[1m+++ b/a.txt\u001b[22m',
    '\u001b[36m@@ -1,2 +1,2 @@\u001b[39m',
    ' one',
    '\u001b[31m-two\u001b[39m',
    '\u001b[32m+␛[31mthree\u001b[39m',
    '',
  ]);
});
