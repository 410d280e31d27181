import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadPack } from '../../src/scaffold/pack/load-pack.ts';
import { PackError } from '../../src/scaffold/pack/pack-error.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';

let cwd = '';
beforeEach(() => {
  cwd = temporaryFolder();
});

const load = (pack: string, templates?: string) => loadPack({ pack, packsFrom: cwd, templates });

/** What is said of a pack that cannot be used, as `code file:line:column message`. */
function refusal(pack = './own'): string {
  try {
    load(pack);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    const { code, message, location } = error.diagnosticIn(cwd);
    const place = location ? ` ${location.file}:${location.line}:${location.column}` : '';
    return `${code}${place} ${message}`;
  }
  throw new Error('the pack was loaded');
}

const manifest = (members: object) =>
  JSON.stringify({ name: 'own', version: '1', extends: 'fastify', ...members }, null, 2);

describe('where a pack comes from', () => {
  test('a name is one of Specwright', () => {
    expect(load('fastify')).toMatchObject({
      label: 'fastify@1',
      isOwn: true,
      hasForeign: false,
      folders: [],
    });
  });

  test('a path is a folder, and what it extends may be another', () => {
    writeFiles(cwd, {
      'own/pack.json': manifest({ extends: '../shared' }),
      'own/a.md.hbs': 'own',
      'shared/pack.json': manifest({ name: 'shared', version: '2' }),
      'shared/a.md.hbs': 'shared',
      'shared/b.md.hbs': 'shared',
    });
    const pack = load('./own');
    expect(pack).toMatchObject({ label: 'own@1 shared@2 fastify@1', isOwn: false });
    expect(pack.folders).toEqual([join(cwd, 'own'), join(cwd, 'shared')]);
    const texts = new Map(pack.templates.map(({ path, text }) => [path, text]));
    expect([texts.get('a.md'), texts.get('b.md')]).toEqual(['own', 'shared']);
    expect(texts.has('src/app.ts')).toBe(true);
  });

  test('another name is an npm package, looked up from the project upwards', () => {
    const file = { 'pack.json': manifest({ name: '@acme/pack' }), 'a.md.hbs': 'acme' };
    for (const [name, text] of Object.entries(file))
      writeFiles(cwd, { [`node_modules/@acme/pack/${name}`]: text });
    const pack = loadPack({ pack: '@acme/pack', packsFrom: join(cwd, 'apps', 'shop') });
    expect(pack.packages).toEqual([join(cwd, 'node_modules/@acme/pack')]);
    expect(pack.folders).toEqual([]);
  });

  test('what is nowhere is told with what there is', () => {
    expect(refusal('express')).toBe(
      'SW3003 There is no pack express: Specwright has base, fastify, nestjs, and no npm package of that name with a pack.json is installed here. Write ./express for a folder.',
    );
    expect(refusal('./nothing')).toContain('SW3003 The folder');
  });

  test('what it extends and is nowhere is told where it says so', () => {
    writeFiles(cwd, { 'own/pack.json': manifest({ extends: 'express' }) });
    expect(refusal()).toContain('SW3003 own/pack.json:4:14 There is no pack express');
  });
});

describe('a broken manifest', () => {
  test.each([
    ['no JSON', '{\n  "name": own\n}', '2:11 The manifest is no JSON: expected a value.'],
    ['cut short', '{\n  "name": "own"', '2:16 The manifest is no JSON: expected a comma'],
    ['a list', '[]', '1:1 The manifest must be an object.'],
    ['no version', '{\n "name": "own" }', '1:1 The manifest lacks "version".'],
    [
      'an unknown member',
      manifest({ extend: 'a' }),
      '5:13 The member extend is unknown: known are',
    ],
    ['a wrong name', manifest({ name: '../own' }), '2:11 The member name must be a name like'],
    [
      'a condition that is no name',
      manifest({ when: { 'src/app.ts': 'a b' } }),
      '6:19 The member when.src/app.ts must be the name of a member of the view.',
    ],
    [
      'a condition for no file',
      manifest({ when: { 'src/apps.ts': 'a' } }),
      '6:20 The member when.src/apps.ts is a condition for a file that no template makes.',
    ],
    [
      'a file to leave out that is not there',
      manifest({ without: ['src/apps.ts'] }),
      '6:5 The member without.0 leaves out src/apps.ts, which no extended pack has.',
    ],
    [
      'a dependency without a version',
      manifest({ dependencies: { pg: { when: 'a' } } }),
      '6:11 The member dependencies.pg lacks "version".',
    ],
  ])('%s', (_name, text, said) => {
    writeFiles(cwd, { 'own/pack.json': text });
    expect(refusal()).toContain(`SW3004 own/pack.json:${said}`);
  });
});

test('packs that extend each other are refused', () => {
  writeFiles(cwd, {
    'own/pack.json': manifest({ extends: '../other' }),
    'other/pack.json': manifest({ name: 'other', extends: '../own' }),
  });
  expect(refusal()).toContain('SW3009 other/pack.json:4:14 other extends a pack that');
});

test('the base pack is no service by itself', () => {
  expect(refusal('base')).toMatch(/SW3008 .*The pack base is no service by itself/);
});

test('a pack that lacks what the one below it needs is told what', () => {
  writeFiles(cwd, { 'own/pack.json': manifest({ extends: 'base' }) });
  expect(refusal()).toMatch(
    /SW3008 own\/pack\.json:4:14 The pack own lacks what base needs: add the template src\/app\.ts\.hbs, .* and \d+ more\./,
  );
});

test.each([
  'openapi.json',
  'migrations/sqlite/0002.sql',
  'src/[user].ts',
  'docs/[entity]/[operation].md',
  'a/.git/config',
])('a template for %s has no place in a service', async (path) => {
  writeFiles(cwd, { 'own/pack.json': manifest({}), [`own/${path}.hbs`]: '' });
  expect(refusal()).toContain(`SW3010 own/${path}.hbs:1:1 ${path} is no place`);
});

test("a pack's repository and packages are no templates", () => {
  writeFiles(cwd, {
    'own/pack.json': manifest({}),
    'own/.git/hooks/pre-commit.hbs': '',
    'own/node_modules/pg/index.js.hbs': '',
  });
  const own = load('./own').templates.filter(({ file }) => file.startsWith(cwd));
  expect(own).toEqual([]);
});

describe('templates of a project', () => {
  test('stand in for those of the pack, and add others', () => {
    writeFiles(cwd, {
      'templates/src/app.ts.hbs': 'mine',
      'templates/NOTICE.hbs': 'new',
      'templates/partials/app-type.hbs': 'App',
      'templates/README.md': 'no template',
    });
    const templates = join(cwd, 'templates');
    const pack = load('fastify', templates);
    expect(pack).toMatchObject({ label: 'fastify@1', isOwn: true, hasForeign: true });
    expect(pack.folders).toEqual([templates]);
    const files = new Map(pack.templates.map(({ path, file }) => [path, file]));
    expect(files.get('src/app.ts')).toBe(join(templates, 'src/app.ts.hbs'));
    expect(files.get('NOTICE')).toBe(join(templates, 'NOTICE.hbs'));
    expect(files.get('src/start.ts')).toContain('fastify');
    expect(pack.partials.get('app-type')?.text).toBe('App');
  });

  test('a folder that is not there, or that holds packs only, changes nothing', () => {
    writeFiles(cwd, { 'packs/own/pack.json': manifest({}), 'packs/own/a.ts.hbs': '' });
    for (const folder of ['templates', 'packs'])
      expect(load('fastify', join(cwd, folder))).toMatchObject({ hasForeign: false });
  });
});
