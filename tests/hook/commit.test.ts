import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { checkService } from '../../src/check.ts';
import { runCli } from '../cli/run-cli.ts';
import { lastingFolder, rememberRuns } from '../workspace/temporary-folder.ts';
import { HookedRepository, name, nickname, petFile } from './hooked-repository.ts';

rememberRuns();

const prepared = lastingFolder();
let repository: HookedRepository;
const read = (path: string) => readFileSync(join(repository.folder, path), 'utf8');

beforeAll(() => HookedRepository.prepare(prepared));
beforeEach(() => {
  repository = HookedRepository.copyOf(prepared);
});

const withNickname = { 'api/schemas/Pet.yaml': petFile(name + nickname) };

test('a commit of a description carries what is generated from it', () => {
  repository.write(withNickname);
  repository.run('add', 'api');
  const { ok, said } = repository.commit();
  expect(said).toMatch(/specwright: service brought up to date, \d+ files staged\./);
  expect(ok).toBe(true);
  expect(repository.committed()).toEqual(
    expect.arrayContaining([
      'api/schemas/Pet.yaml',
      'service/.specwright/lock.json',
      'service/openapi.json',
      'service/migrations/sqlite/0002_add_pet_nickname.sql',
    ]),
  );
  expect(repository.status()).toBe('');
  expect(checkService('service', repository.folder).outcome).toBe('current');
});

test('workflows that come to lie beside a description become tests in the same commit', () => {
  const workflows = `arazzo: 1.0.1
info: { title: Pets, version: '1' }
sourceDescriptions: [{ name: pets, type: openapi, url: pets.yaml }]
workflows: [{ workflowId: list, steps: [{ stepId: list, operationId: listPets }] }]
`;
  repository.write({ 'api/pets.arazzo.yaml': workflows });
  repository.run('add', 'api');
  expect(repository.commit()).toMatchObject({ ok: true });
  expect(repository.committed()).toContain('service/tests/workflows/pets.test.ts');
  expect(repository.status()).toBe('');
});

test('a commit of a template or a helper carries what is generated from it', async () => {
  const pack = '{ "name": "own", "version": "1", "extends": "fastify" }';
  repository.write({
    'own/pack.json': pack,
    'own/NOTICE.md.hbs': '{{md (shout service.title)}}\n',
    'own/helpers.ts': 'export const shout = (text: string): string => text.toUpperCase();\n',
  });
  const argv = ['generate', 'api/pets.yaml', '--out', 'service', '--pack', './own', '--no-test'];
  await runCli(argv, { cwd: repository.folder });
  repository.commitAll('Take a pack');
  expect(repository.inHead('service/NOTICE.md')).toBe('PETS\n');

  repository.write({ 'own/helpers.ts': 'export const shout = (text: string) => `${text}!`;\n' });
  repository.run('add', 'own');
  expect(repository.commit()).toMatchObject({ ok: true });
  expect(repository.inHead('service/NOTICE.md')).toBe('Pets!\n');

  repository.write({ 'own/SECOND.md.hbs': 'New.\n' });
  repository.run('add', 'own');
  expect(repository.commit()).toMatchObject({ ok: true });
  expect(repository.committed()).toContain('service/SECOND.md');
  expect(repository.status()).toBe('');
  expect(checkService('service', repository.folder).outcome).toBe('current');
});

test('commit --all does too', () => {
  repository.write(withNickname);
  expect(repository.commit('--all')).toMatchObject({ ok: true });
  expect(repository.committed()).toContain('service/openapi.json');
  expect(repository.status()).toBe('');
});

test('what is staged counts, and work that is not staged stays as it is', () => {
  repository.write(withNickname);
  repository.run('add', 'api');
  const later = petFile(`${name}${nickname}  weight: { type: number }\n`);
  repository.write({ 'api/schemas/Pet.yaml': later, 'notes.md': 'More.\n', 'new.md': 'New.\n' });
  expect(repository.commit()).toMatchObject({ ok: true });
  expect(repository.inHead('service/openapi.json')).toContain('nickname');
  expect(repository.inHead('service/openapi.json')).not.toContain('weight');
  expect(repository.status()).toBe(' M api/schemas/Pet.yaml\n M notes.md\n?? new.md\n');
  expect(read('api/schemas/Pet.yaml')).toBe(later);
});

test('an output with changes that are not staged is refused, and nothing is touched', () => {
  const mine = `${read('service/openapi.json').trimEnd()}\n\n`;
  repository.write({ ...withNickname, 'service/openapi.json': mine });
  repository.run('add', 'api');
  const before = repository.status();
  const { ok, said } = repository.commit();
  expect(ok).toBe(false);
  expect(said).toContain(
    'service/openapi.json would be generated anew, and has changes that are not',
  );
  expect(said).toContain('SW7012');
  expect(repository.status()).toBe(before);
  expect(read('service/openapi.json')).toBe(mine);
});

test('a conflict stops the commit, and says what to do', () => {
  const edited = read('service/openapi.json').replace('"version": "1"', '"version": "mine"');
  repository.write({ 'service/openapi.json': edited });
  repository.commitAll('Edit');
  repository.write({
    'api/pets.yaml': read('api/pets.yaml').replace("version: '1'", "version: '2'"),
  });
  repository.run('add', 'api');
  const { ok, said } = repository.commit();
  expect(ok).toBe(false);
  expect(said).toContain('SW6002');
  expect(said).toContain('Run specwright generate, decide what it asks, stage the result');
  expect(repository.status()).toBe('M  api/pets.yaml\n');
});

test('an invalid description stops the commit with its place', () => {
  repository.write({ 'api/schemas/Pet.yaml': 'type: objekt\n' });
  repository.run('add', 'api');
  const { ok, said } = repository.commit();
  expect(ok).toBe(false);
  expect(said).toContain('api/schemas/Pet.yaml:1:7');
  expect(repository.status()).toBe('M  api/schemas/Pet.yaml\n');
});

test('a commit of some paths is only checked, since nothing can be added to it', async () => {
  repository.write(withNickname);
  const { ok, said } = repository.commit('--', 'api');
  expect(ok).toBe(false);
  expect(said).toContain('SW7013');
  expect(repository.status()).toBe(' M api/schemas/Pet.yaml\n');

  await runCli(['generate', 'api/pets.yaml', '--out', 'service', '--no-test'], {
    cwd: repository.folder,
  });
  repository.run('add', '--intent-to-add', 'service');
  expect(repository.commit('--', 'api', 'service')).toMatchObject({ ok: true });
  expect(repository.status()).toBe('');
});

test('a commit of what generate has written already adds nothing', async () => {
  repository.write(withNickname);
  await runCli(['generate', 'api/pets.yaml', '--out', 'service', '--no-test'], {
    cwd: repository.folder,
  });
  repository.run('add', '-A');
  const { ok, said } = repository.commit();
  expect(ok).toBe(true);
  expect(said).not.toContain('specwright:');
});

test('generated files that git ignores are written, and not staged', () => {
  repository.run('rm', '-q', '--cached', 'service/openapi.json');
  repository.write({ '.gitignore': 'node_modules\nopenapi.json\n' });
  repository.run('add', '.gitignore');
  repository.run('commit', '-q', '--no-verify', '-m', 'Ignore');
  repository.write(withNickname);
  repository.run('add', 'api');
  expect(repository.commit()).toMatchObject({ ok: true });
  expect(read('service/openapi.json')).toContain('nickname');
  expect(repository.committed()).not.toContain('service/openapi.json');
  expect(repository.status()).toBe('');
});
