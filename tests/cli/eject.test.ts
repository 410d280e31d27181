import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { eject, type EjectRequest } from '../../src/api/eject.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { readTree, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { runCli } from './run-cli.ts';

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');
const TEXT = lines('one', 'two', 'three', 'four', 'five');

let cwd = '';
beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, {
    'specwright.config.json': '{ "pack": "./own" }',
    'own/pack.json': '{ "name": "own", "version": "1", "extends": "fastify" }',
    'own/a.txt.hbs': TEXT,
    'own/partials/b.hbs': 'b\n',
  });
});

const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
const upgradePack = (text: string) =>
  writeFiles(cwd, {
    'own/pack.json': '{ "name": "own", "version": "2", "extends": "fastify" }',
    'own/a.txt.hbs': text,
  });

/** What became of the templates, without those that stay with the pack, and what is said. */
async function run(request: EjectRequest = {}) {
  const { outcome, templates, diagnostics } = await eject({ cwd, ...request });
  return {
    outcome,
    states: Object.fromEntries(
      templates.filter(({ state }) => state !== 'pack').map(({ file, state }) => [file, state]),
    ),
    said: diagnostics.map(({ code, location }) => `${code} ${location?.file}:${location?.line}`),
  };
}

test('lists the templates of the pack without a name, and copies nothing', async () => {
  const { templates } = await eject({ cwd });
  const files = templates.map(({ file }) => file);
  expect(files).toEqual([...files].sort());
  expect(files).toContain('partials/b.hbs');
  expect(files).toContain('src/app.ts.hbs');
  expect(existsSync(join(cwd, 'templates'))).toBe(false);
});

test('copies those that are named, and remembers where they came from', async () => {
  expect(await run({ templates: ['a.txt', 'partials/b'] })).toEqual({
    outcome: 'done',
    states: { 'a.txt.hbs': 'ejected', 'partials/b.hbs': 'ejected' },
    said: [],
  });
  const tree = readTree(join(cwd, 'templates'), true);
  expect(tree['a.txt.hbs']).toBe(TEXT);
  expect(tree['.specwright/base/a.txt.hbs']).toBe(TEXT);
  const list = JSON.parse(tree['.specwright/ejected.json'] ?? '') as Record<string, unknown>;
  expect(list['a.txt.hbs']).toMatchObject({ pack: 'own@1 fastify@1' });
  expect((await run()).states).toEqual({ 'a.txt.hbs': 'current', 'partials/b.hbs': 'current' });
});

test('copies all of them', async () => {
  const { templates } = await eject({ cwd, all: true });
  expect(templates.length).toBeGreaterThan(80);
  expect(read('templates/src/app.ts.hbs')).toContain('= Fastify({');
});

test('writes over nothing, and copies nothing then', async () => {
  writeFiles(cwd, { 'templates/a.txt.hbs': 'mine' });
  expect(await run({ templates: ['partials/b', 'a.txt'] })).toEqual({
    outcome: 'refused',
    states: {},
    said: ['SW3014 templates/a.txt.hbs:1'],
  });
  expect(readTree(join(cwd, 'templates'), true)).toEqual({ 'a.txt.hbs': 'mine' });
  expect((await run()).states).toEqual({ 'a.txt.hbs': 'own' });
});

describe('an upgrade of the pack', () => {
  beforeEach(() => run({ templates: ['a.txt'] }));

  test('comes into a template that was not edited', async () => {
    upgradePack(TEXT.replace('two', '2'));
    expect((await run()).states).toEqual({ 'a.txt.hbs': 'outdated' });
    expect(await run({ upgrade: true })).toMatchObject({
      outcome: 'done',
      states: { 'a.txt.hbs': 'upgraded' },
    });
    expect(read('templates/a.txt.hbs')).toBe(TEXT.replace('two', '2'));
    expect(read('templates/.specwright/ejected.json')).toContain('own@2 fastify@1');
    expect(await run({ upgrade: true })).toMatchObject({ states: { 'a.txt.hbs': 'current' } });
  });

  test('goes together with edits elsewhere', async () => {
    appendFileSync(join(cwd, 'templates/a.txt.hbs'), 'six\n');
    upgradePack(TEXT.replace('one', '1'));
    expect(await run({ upgrade: true })).toMatchObject({ outcome: 'done', said: [] });
    expect(read('templates/a.txt.hbs')).toBe(`${TEXT.replace('one', '1')}six\n`);
  });

  test('that contradicts an edit is a conflict with markers, and no service is made of it', async () => {
    writeFileSync(join(cwd, 'templates/a.txt.hbs'), TEXT.replace('three', 'mine'));
    upgradePack(TEXT.replace('three', 'theirs'));
    const { code, stdout, stderr } = await runCli(['eject', '--upgrade'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '  templates/a.txt.hbs  in conflict\n' });
    expect(stderr).toContain('templates/a.txt.hbs:3:1 error SW3015');
    const text = read('templates/a.txt.hbs');
    expect(text).toMatch(/<{7} yours\nmine\n[^]*={7}\ntheirs\n>{7} own@2 fastify@1/);
    writeFiles(cwd, {
      'pets.yaml': 'openapi: 3.1.0\ninfo: { title: A, version: "1" }\npaths: {}\n',
    });
    const made = await runCli(['generate', 'pets.yaml', '--out', 'service'], { cwd });
    expect(made.code).toBe(2);
    expect(made.stderr).toContain('templates/a.txt.hbs:3:1 error SW3015');
    expect(existsSync(join(cwd, 'service'))).toBe(false);
  });

  test('that is not decided yet waits', async () => {
    writeFileSync(
      join(cwd, 'templates/a.txt.hbs'),
      '<<<<<<< yours\na\n=======\nb\n>>>>>>> own@2\n',
    );
    upgradePack('new\n');
    const before = read('templates/a.txt.hbs');
    expect(await run({ upgrade: true })).toMatchObject({
      outcome: 'conflict',
      said: ['SW3015 templates/a.txt.hbs:1'],
    });
    expect(read('templates/a.txt.hbs')).toBe(before);
  });

  test('that drops the template is told, and the file stays', async () => {
    rmSync(join(cwd, 'own/a.txt.hbs'));
    expect(await run({ upgrade: true })).toEqual({
      outcome: 'done',
      states: { 'a.txt.hbs': 'dropped' },
      said: ['SW3015 templates/a.txt.hbs:1'],
    });
    expect(read('templates/a.txt.hbs')).toBe(TEXT);
  });

  test('is nothing to a template that was deleted', async () => {
    rmSync(join(cwd, 'templates/a.txt.hbs'));
    expect(await run({ upgrade: true })).toMatchObject({ outcome: 'done', states: {} });
    expect(read('templates/.specwright/ejected.json')).toBe('{}\n');
  });

  test('without the text that it came from is no guess', async () => {
    rmSync(join(cwd, 'templates/.specwright/base'), { recursive: true });
    upgradePack('new\n');
    expect(await run({ upgrade: true })).toMatchObject({ outcome: 'conflict' });
    expect(read('templates/a.txt.hbs')).toBe(TEXT);
  });
});

test.each([
  ['no JSON', '{'],
  ['a path that leads out', '{ "../../own/a.txt.hbs": { "pack": "own@1", "hash": "" } }'],
  ['an entry without a hash', '{ "a.txt.hbs": { "pack": "own@1" } }'],
])('a list of what was ejected with %s is refused', async (_what, text) => {
  writeFiles(cwd, { 'templates/.specwright/ejected.json': text });
  expect(await run({ upgrade: true })).toMatchObject({
    outcome: 'refused',
    said: ['SW3015 templates/.specwright/ejected.json:1'],
  });
  expect(read('own/a.txt.hbs')).toBe(TEXT);
});

test('a name that is none is refused with the nearest', async () => {
  const wrong = eject({ cwd, templates: ['src/ap.ts'] });
  await expect(wrong).rejects.toThrow(
    'The pack has no template src/ap.ts. Did you mean src/app.ts.hbs?',
  );
  await expect(wrong).rejects.toBeInstanceOf(ConfigError);
});

test('without a configuration there is no place for templates', async () => {
  rmSync(join(cwd, 'specwright.config.json'));
  await expect(eject({ cwd })).rejects.toThrow('Run specwright init');
});
