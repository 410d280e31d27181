import { mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { checkService } from '../../src/check.ts';
import { petsYaml } from '../cli/run-cli.ts';
import { temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { Watching } from './watching.ts';

let cwd = '';
const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
const nickname = petsYaml.replace(
  'name: { type: string }\n',
  'name: { type: string }\n        nickname: { type: string }\n',
);

beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml });
});

test('a save is generated, an invalid one is told, and the watch goes on', async () => {
  const watching = new Watching(cwd, ['pets.yaml', '--out', 'service']);
  await watching.says(/service: done in \d+ ms, \d+ files written\n/);
  await watching.says(/service: watching\n/);
  expect(checkService('service', cwd).outcome).toBe('current');

  writeFiles(cwd, { 'pets.yaml': petsYaml.replace('schemas/Pet', 'schemas/Bet') });
  await watching.says(/pets\.yaml:\d+:\d+ error SW1\d+/);
  await watching.says(/service: watching\n/);
  expect(read('service/openapi.json')).not.toContain('nickname');

  // As many editors save: another file in the place of the old one.
  writeFiles(cwd, { 'pets.yaml.new': nickname });
  renameSync(join(cwd, 'pets.yaml.new'), join(cwd, 'pets.yaml'));
  await watching.says(/service: done in \d+ ms/);
  await watching.says(/service: watching\n/);
  expect(read('service/openapi.json')).toContain('nickname');
  expect(checkService('service', cwd).outcome).toBe('current');
  expect(await watching.interrupt()).toBe(0);
});

test('a file that is referred to is watched, from when it is', async () => {
  mkdirSync(join(cwd, 'schemas'));
  const watching = new Watching(cwd, ['pets.yaml', '--out', 'service']);
  await watching.says(/service: watching\n/);
  writeFiles(cwd, {
    'schemas/Pet.yaml': 'type: object\nproperties:\n  id: { type: string, format: uuid }\n',
    'pets.yaml': petsYaml.replace(/ {4}Pet:\n[^]*$/, "    Pet: { $ref: 'schemas/Pet.yaml' }\n"),
  });
  await watching.says(/service: (?:done|a migration)[^]*?watching\n/);
  writeFiles(cwd, {
    'schemas/Pet.yaml':
      'type: object\nrequired: [id, name]\nproperties:\n  id: { type: string, format: uuid, readOnly: true }\n  name: { type: string }\n  colour: { type: string }\n',
  });
  await watching.says(/service: done[^]*?watching\n/);
  expect(read('service/openapi.json')).toContain('colour');
});

test('the configuration is read anew, and a mistake in it is survived', async () => {
  const config = (unknownQuery: string) => ({
    'specwright.config.ts': `export default { unknownQuery: '${unknownQuery}', services: [{ spec: 'pets.yaml', out: 'service' }] };\n`,
  });
  writeFiles(cwd, config('refuse'));
  const watching = new Watching(cwd, []);
  await watching.says(/service: watching\n/);
  writeFiles(cwd, config('perhaps'));
  await watching.says(/SW7004/);
  writeFiles(cwd, config('ignore'));
  await watching.says(/service: done[^]*?watching\n/);
  expect(read('service/.specwright/lock.json')).toContain('unknownQuery=ignore');
});

test('--serve starts the service, and another process of it after each write', async () => {
  mkdirSync(join(cwd, 'service'));
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(cwd, 'node_modules'));
  const watching = new Watching(cwd, ['pets.yaml', '--out', 'service', '--serve'], {
    PORT: '0',
    DATABASE_URL: ':memory:',
  });
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const [, first] = await watching.says(/serving, process (\d+)\n/);
  await watching.says(/Server listening/);
  writeFiles(cwd, { 'pets.yaml': nickname });
  const [, second] = await watching.says(/serving, process (\d+)\n/);
  await watching.says(/Server listening/);
  expect([isAlive(Number(first)), isAlive(Number(second))]).toEqual([false, true]);
  expect(await watching.interrupt()).toBe(0);
  expect(isAlive(Number(second))).toBe(false);
});

test('a file that cannot be read in between is watched all the same', async () => {
  const pet = (text: string) => writeFiles(cwd, { 'schemas/Pet.yaml': text });
  pet('type: object\nproperties:\n  id: { type: string, format: uuid, readOnly: true }\n');
  writeFiles(cwd, {
    'pets.yaml': petsYaml.replace(/ {4}Pet:\n[^]*$/, "    Pet: { $ref: 'schemas/Pet.yaml' }\n"),
  });
  const watching = new Watching(cwd, ['pets.yaml', '--out', 'service']);
  await watching.says(/service: done[^]*?watching\n/);
  pet('');
  await watching.says(/error SW[^]*?watching\n/);
  pet(
    'type: object\nproperties:\n  id: { type: string, format: uuid, readOnly: true }\n  colour: { type: string }\n',
  );
  await watching.says(/service: done[^]*?watching\n/);
  expect(read('service/openapi.json')).toContain('colour');
});
