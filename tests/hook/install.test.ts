import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { installHook, uninstallHook } from '../../src/hook/install/install.ts';
import { runCli } from '../cli/run-cli.ts';
import { GIT_ENVIRONMENT, GitRepository } from '../workspace/git-repository.ts';
import { readTree, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

let top = '';
let repository: GitRepository;
const read = (path: string) => readFileSync(join(top, path), 'utf8');
const COMMAND = 'PATH="$PWD/node_modules/.bin:$PATH" specwright hook run';

beforeEach(() => {
  top = temporaryFolder();
  repository = new GitRepository(top);
});

/** A repository's ways to run hooks, each with the file in which Specwright stands afterwards. */
const ways: readonly [string, string, Readonly<Record<string, string>>][] = [
  ['husky', '.husky/pre-commit', { '.husky/pre-commit': 'npm test\n' }],
  ['husky', '.husky/pre-commit', { 'package.json': '{ "devDependencies": { "husky": "9" } }' }],
  [
    'lefthook',
    'lefthook.yml',
    { 'lefthook.yml': '# ours\npre-commit:\n  commands:\n    lint:\n      run: npm run lint\n' },
  ],
  ['lefthook', '.lefthook.json', { '.lefthook.json': '{\n  "pre-push": {}\n}\n' }],
  [
    'pre-commit',
    '.pre-commit-config.yaml',
    {
      '.pre-commit-config.yaml':
        '# ours\nrepos:\n  - repo: https://example.com/hooks\n    rev: v1\n    hooks:\n      - id: tidy\n',
    },
  ],
  ['git', '.git/hooks/pre-commit', {}],
  ['git', '.git/hooks/pre-commit', { '.git/hooks/pre-commit': '#!/bin/sh\nexec true\n' }],
];

describe.each(ways)('%s (%s)', (name, file, files) => {
  test('is set up once, and taken out without a trace', () => {
    writeFiles(top, files);
    const before = readTree(top);
    expect(installHook(top)).toMatchObject({ ok: true, isChanged: true, manager: { name } });
    expect(read(file)).toContain('specwright hook run');
    const installed = readTree(top);
    expect(installHook(top)).toMatchObject({ ok: true, isChanged: false });
    expect(readTree(top)).toEqual(installed);
    expect(uninstallHook(top).isChanged).toBe(true);
    expect(readTree(top)).toEqual(before);
    expect(uninstallHook(top).isChanged).toBe(false);
  });
});

test('the configuration of lefthook and of pre-commit says what to run, beside what it said', () => {
  writeFiles(top, { 'lefthook.yml': ways[2]?.[2]['lefthook.yml'] ?? '' });
  installHook(top);
  expect(read('lefthook.yml')).toMatch(/^# ours\n/);
  expect(parse(read('lefthook.yml'))).toEqual({
    'pre-commit': { commands: { lint: { run: 'npm run lint' }, specwright: { run: COMMAND } } },
  });

  top = temporaryFolder();
  repository = new GitRepository(top);
  writeFiles(top, { '.pre-commit-config.yaml': 'repos: []\n' });
  installHook(top);
  expect(parse(read('.pre-commit-config.yaml'))).toMatchObject({
    repos: [
      { repo: 'local', hooks: [{ id: 'specwright', language: 'system', pass_filenames: false }] },
    ],
  });
});

test('core.hooksPath is respected', () => {
  repository.run('config', 'core.hooksPath', 'tools/hooks');
  installHook(top);
  expect(read('tools/hooks/pre-commit')).toContain('specwright hook run');
  expect(existsSync(join(top, '.git/hooks/pre-commit'))).toBe(false);
});

test('a hook that stands there runs after ours, and ours can stop the commit', () => {
  writeFiles(top, {
    '.git/hooks/pre-commit': '#!/bin/sh\necho theirs\nexit 0\n',
    'node_modules/.bin/specwright': '#!/bin/sh\necho ours "$@"\nexit "$(cat verdict)"\n',
    verdict: '0',
    'a.txt': 'a',
  });
  chmodSync(join(top, 'node_modules/.bin/specwright'), 0o755);
  installHook(top);
  repository.run('add', 'a.txt');
  const commit = () =>
    spawnSync('git', ['commit', '-m', 'A'], { cwd: top, encoding: 'utf8', env: GIT_ENVIRONMENT });
  writeFiles(top, { verdict: '1' });
  const stopped = commit();
  expect(stopped.status).toBe(1);
  expect(stopped.stderr).toBe('ours hook run\n');
  writeFiles(top, { verdict: '0' });
  expect(commit()).toMatchObject({ status: 0, stderr: 'ours hook run\ntheirs\n' });
});

test('a hook in another language, and a TOML configuration, are told what to run', async () => {
  const script = '#!/usr/bin/env python3\nprint(1)\n';
  writeFiles(top, { '.git/hooks/pre-commit': script });
  expect(await runCli(['hook', 'install'], { cwd: top })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(COMMAND) as string,
  });
  expect(read('.git/hooks/pre-commit')).toBe(script);

  writeFiles(top, { 'lefthook.toml': '' });
  expect(installHook(top)).toMatchObject({ ok: false, command: COMMAND });
});

test('outside of a repository it says so', async () => {
  const cwd = temporaryFolder();
  for (const action of ['install', 'uninstall', 'run'])
    expect(await runCli(['hook', action], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('SW7014') as string,
    });
});

test('what the pre-commit framework reads of us names a command that there is', () => {
  const hooks: unknown = parse(
    readFileSync(join(import.meta.dirname, '../../.pre-commit-hooks.yaml'), 'utf8'),
  );
  expect(hooks).toMatchObject([
    { id: 'specwright', entry: 'specwright hook run', language: 'node' },
  ]);
});
