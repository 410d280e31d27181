import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { check, eject, generate, type GenerateRequest } from '../../src/index.ts';
import { readLock } from '../../src/workspace/lockfile.ts';
import { rememberRuns, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { petsYaml, runCli } from './run-cli.ts';

rememberRuns();

let cwd = '';
beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml });
});

const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
const own = '{ "name": "own", "version": "1.0.0", "extends": "fastify" }';

/** One generation without tests: what it came to, and what is said. */
async function run(request: Partial<GenerateRequest> = {}) {
  const [result] = await generate({ cwd, test: false, ...request });
  if (result === undefined) throw new Error('there is no service');
  const { outcome, files, diagnostics } = result;
  return {
    outcome,
    changed: files.filter(({ action }) => action !== 'unchanged').map(({ path }) => path),
    said: diagnostics.map(({ code, location }) => [code, location?.file, location?.line]),
  };
}

const state = async () => (await check({ cwd, out: 'service' }))[0];

describe('a pack that is a folder', () => {
  const request = { specs: ['pets.yaml'], out: 'service', pack: './packs/own' };
  beforeEach(() => {
    writeFiles(cwd, {
      'packs/own/pack.json': own,
      'packs/own/NOTICE.md.hbs': '# {{md service.title}}\n',
    });
  });

  test('makes the service, which remembers it', async () => {
    expect(await run(request)).toMatchObject({ outcome: 'done', said: [] });
    expect(read('service/NOTICE.md')).toBe('# Pets\n');
    expect(existsSync(join(cwd, 'service/src/app.ts'))).toBe(true);
    expect(readLock(join(cwd, 'service'))).toMatchObject({
      generator: 'own@1.0.0 fastify@1 specwright@1',
      pack: '../packs/own',
    });
    expect(await run(request)).toMatchObject({ outcome: 'unchanged' });
    const { pack: _pack, ...unsaid } = request;
    expect(await run(unsaid)).toMatchObject({ outcome: 'unchanged' });
    // A command that works on the service finds its pack by the lock alone.
    const { code, stdout } = await runCli(['fill', '--out', 'service', '--show-prompt'], { cwd });
    expect({ code, isAsked: stdout.includes('feedPet') }).toEqual({ code: 0, isAsked: true });
  });

  test('is an input: a change of it is drift, and generated', async () => {
    await run(request);
    expect(await state()).toMatchObject({ outcome: 'current' });
    writeFiles(cwd, { 'packs/own/NOTICE.md.hbs': '# About {{md service.title}}\n' });
    expect(await state()).toMatchObject({ outcome: 'drift', changedInputs: ['../packs/own/'] });
    expect(await run(request)).toMatchObject({ outcome: 'done', changed: ['NOTICE.md'] });
    expect(await state()).toMatchObject({ outcome: 'current' });
  });

  test('with a broken template writes nothing, and says where', async () => {
    writeFiles(cwd, { 'packs/own/NOTICE.md.hbs': '# About\n{{service.title}}\n' });
    const { code, stderr } = await runCli(
      ['generate', 'pets.yaml', '--out', 'service', '--pack', 'packs/own'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stderr).toContain('packs/own/NOTICE.md.hbs:2:1 error SW3006');
    expect(stderr).toContain('> 2 | {{service.title}}');
    expect(existsSync(join(cwd, 'service'))).toBe(false);
  });
});

test('a pack that is a package is no input, and is seen to change all the same', async () => {
  const request = { specs: ['pets.yaml'], out: 'service', pack: 'acme-pack' };
  const folder = 'node_modules/acme-pack';
  writeFiles(cwd, { [`${folder}/pack.json`]: own, [`${folder}/NOTICE.md.hbs`]: 'one\n' });
  expect(await run(request)).toMatchObject({ outcome: 'done' });
  expect(readLock(join(cwd, 'service'))).toMatchObject({ pack: 'acme-pack' });
  expect(Object.keys(readLock(join(cwd, 'service'))?.inputs ?? {})).toEqual(['../pets.yaml']);
  expect(await run(request)).toMatchObject({ outcome: 'unchanged' });
  writeFiles(cwd, { [`${folder}/NOTICE.md.hbs`]: 'two\n' });
  expect(await run(request)).toMatchObject({ outcome: 'done', changed: ['NOTICE.md'] });
});

test('a pack that is not there is told, and the service stays', async () => {
  const request = { specs: ['pets.yaml'], out: 'service', pack: 'acme-pack' };
  expect(await run(request)).toMatchObject({
    outcome: 'unusable',
    said: [['SW3003', undefined, undefined]],
  });
  expect(existsSync(join(cwd, 'service'))).toBe(false);
});

describe('templates beside the configuration', () => {
  beforeEach(() => {
    writeFiles(cwd, {
      'specwright.config.json': '{ "services": [{ "spec": "pets.yaml", "out": "service" }] }',
    });
  });

  test('stand in for those of the pack, and the first of them is drift', async () => {
    expect(await run()).toMatchObject({ outcome: 'done' });
    expect(await state()).toMatchObject({ outcome: 'current' });
    writeFiles(cwd, { 'templates/.gitignore.hbs': 'node_modules/\nmine/\n' });
    expect(await state()).toMatchObject({ outcome: 'drift', changedInputs: ['../templates/'] });
    expect(await run()).toMatchObject({ outcome: 'done', changed: ['.gitignore'] });
    expect(read('service/.gitignore')).toBe('node_modules/\nmine/\n');
    expect(await run()).toMatchObject({ outcome: 'unchanged' });
    expect(readLock(join(cwd, 'service'))).toMatchObject({ generator: 'fastify@1 specwright@1' });
  });

  test('that the pack has changed since are told, and used all the same', async () => {
    const pack = (text: string) =>
      writeFiles(cwd, { 'own/pack.json': own, 'own/NOTICE.hbs': `${text}\n` });
    writeFiles(cwd, {
      'specwright.config.json':
        '{ "pack": "./own", "services": [{ "spec": "pets.yaml", "out": "service" }] }',
    });
    pack('one');
    await eject({ cwd, templates: ['NOTICE'] });
    expect(await run()).toMatchObject({ outcome: 'done', said: [] });
    pack('two');
    expect(await run()).toMatchObject({ said: [['SW3017', 'templates/NOTICE.hbs', 1]] });
    expect(read('service/NOTICE')).toBe('one\n');
    await eject({ cwd, upgrade: true });
    expect(await run()).toMatchObject({ outcome: 'done', changed: ['NOTICE'], said: [] });
  });

  test('of which the list is broken make no service', async () => {
    writeFiles(cwd, { 'templates/.specwright/ejected.json': '{' });
    expect(await run()).toMatchObject({
      outcome: 'unusable',
      said: [['SW3015', 'templates/.specwright/ejected.json', 1]],
    });
    expect(existsSync(join(cwd, 'service/src'))).toBe(false);
  });

  test('may be in another folder', async () => {
    writeFiles(cwd, {
      'specwright.config.json':
        '{ "templates": "mine", "services": [{ "spec": "pets.yaml", "out": "service" }] }',
      'mine/NOTICE.hbs': 'mine\n',
      'templates/OTHER.hbs': 'not this\n',
    });
    await run();
    expect(read('service/NOTICE')).toBe('mine\n');
    expect(existsSync(join(cwd, 'service/OTHER'))).toBe(false);
  });

  test('may be of one service alone, and so may a pack', async () => {
    writeFiles(cwd, {
      'specwright.config.json': JSON.stringify({
        services: [
          { spec: 'pets.yaml', out: 'service', pack: './own', templates: 'mine' },
          { spec: 'pets.yaml', out: 'other' },
        ],
      }),
      'own/pack.json': own,
      'own/OWN.hbs': 'of the pack\n',
      'mine/NOTICE.hbs': 'mine\n',
      'templates/SHARED.hbs': 'shared\n',
    });
    await generate({ cwd, test: false });
    const extra = (out: string) =>
      ['OWN', 'NOTICE', 'SHARED'].filter((file) => existsSync(join(cwd, out, file)));
    expect([extra('service'), extra('other')]).toEqual([['OWN', 'NOTICE'], ['SHARED']]);
    expect(await eject({ cwd, out: 'service', templates: ['OWN'] })).toMatchObject({
      folder: 'mine',
      templates: [{ file: 'OWN.hbs', state: 'ejected' }],
    });
    writeFiles(cwd, { 'mine/OWN.hbs': 'of the service\n' });
    expect(await check({ cwd })).toMatchObject([{ outcome: 'drift' }, { outcome: 'current' }]);
    await generate({ cwd, out: 'service', test: false });
    expect(read('service/OWN')).toBe('of the service\n');
  });
});
