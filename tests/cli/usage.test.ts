import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { reportFault } from '../../src/cli/fault.ts';
import {
  readTree,
  rememberRuns,
  temporaryFolder,
  writeFiles,
} from '../workspace/temporary-folder.ts';
import { petsYaml, runCli } from './run-cli.ts';

rememberRuns();

let cwd = '';
const run = (...argv: string[]) => runCli(argv, { cwd });

beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml });
});

test.each([
  ['an unknown command', ['genrate'], 'Did you mean generate?'],
  ['an unknown option', ['generate', '--ouput', 'x'], 'Did you mean --out'],
  ['a missing argument', ['explain'], "missing required argument 'spec'"],
  ['a missing value', ['generate', '--out'], 'argument missing'],
  ['no folder', ['generate', 'pets.yaml'], '--out'],
  ['nothing to generate', ['generate'], 'specwright init'],
])('%s is exit 2 with a hint', async (_what, argv, hint) => {
  const { code, stdout, stderr } = await run(...argv);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(hint);
});

test.each(['generate', 'check'])('%s --help shows an example', async (command) => {
  const { code, stdout, stderr } = await run(command, '--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`Example:\n  $ specwright ${command}`);
});

test('--help and --version', async () => {
  expect((await run('--help')).stdout).toContain('generate [options] [spec...]');
  expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await run()).code).toBe(2);
});

test('a reader that goes away is no fault', () => {
  const main = join(import.meta.dirname, '../../src/cli/main.ts');
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" "${main}" explain pets.yaml | head -n 1`],
    { cwd, encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(stdout).toContain('pets: 1 entity, 4 operations, 3 live, 1 hole');
});

test('explain shows fields, operations and why', async () => {
  const { code, stdout } = await run('explain', 'pets.yaml');
  expect(code).toBe(0);
  expect(stdout).toMatch(/Entity Pet, table pets/);
  expect(stdout).toMatch(/id +uuid +key, required, read-only.* +pets\.yaml:\d+/);
  expect(stdout).toMatch(/live {2}GET \/pets {2}list Pet {2}pets\.yaml:\d+/);
  expect(stdout).toMatch(/HOLE {2}POST \/pets\/\{petId\}\/feed/);
  expect(stdout).toMatch(/• key is "id" +because /);
});

test('explain --json is one object with every choice', async () => {
  const { stdout } = await run('explain', 'pets.yaml', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    service: 'pets',
    entities: [{ name: 'Pet', key: ['id'] }],
    operations: [{}, {}, {}, { status: 'hole' }],
  });
});

test('explain of an invalid description is exit 3', async () => {
  writeFiles(cwd, { 'pets.yaml': petsYaml.replace('schemas/Pet', 'schemas/Bet') });
  expect((await run('explain', 'pets.yaml')).code).toBe(3);
});

test('init writes a configuration that generate understands, and never overwrites one', async () => {
  writeFiles(cwd, {
    'api/orders/openapi.json': '{"openapi": "3.0.0"}',
    'package.json': '{"name": "x"}',
    'node_modules/a/openapi.yaml': petsYaml,
  });
  const { code, stdout } = await run('init', '--yes');
  expect({ code, stdout }).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('specwright generate') as string,
  });
  expect(readTree(cwd)['specwright.config.ts']).toBe(`import { defineConfig } from 'specwright';

export default defineConfig({
  services: [
    { spec: 'api/orders/openapi.json', out: 'services/orders' },
    { spec: 'pets.yaml', out: 'services/pets' },
  ],
});
`);
  expect((await run('generate', '--out', 'services/pets', '--dry-run')).code).toBe(0);
  expect(await run('init', '--yes')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('exists already') as string,
  });
});

test('init without a description says so', async () => {
  expect(await runCli(['init'], { cwd: temporaryFolder() })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('SW7008') as string,
  });
});

test('init --yes writes a sample where there is no description, which generates', async () => {
  cwd = temporaryFolder();
  const { code, stdout } = await run('init', '--yes', '--json');
  expect({ code, answer: JSON.parse(stdout) as unknown }).toEqual({
    code: 0,
    answer: {
      config: 'specwright.config.ts',
      sample: 'openapi.yaml',
      services: [{ spec: 'openapi.yaml', out: 'services/openapi' }],
    },
  });
  expect((await run('generate', '--dry-run', '--quiet')).code).toBe(0);
});

test('a fault is told without telling where files are, and saved', () => {
  const said: string[] = [];
  const terminal = {
    cwd,
    isLive: false,
    hasColours: false,
    hasOutColours: false,
    out: () => undefined,
    err: (text: string) => void said.push(text),
  };
  reportFault(
    new Error(`cannot open ${homedir()}/secret and ${cwd}/pets.yaml`, {
      cause: new Error('deeper'),
    }),
    ['generate', 'my pets.yaml'],
    terminal,
  );
  const text = said.join('');
  expect(text).toContain('SW9001');
  expect(text).toContain('cannot open ~/secret and ./pets.yaml');
  expect(text).toContain('Caused by: Error: deeper');
  expect(text).toContain('To reproduce: specwright generate "my pets.yaml"');
  expect(text).toContain(process.version);
  expect(text).not.toContain(join(import.meta.dirname, '../..'));
  const saved = /saved as (.*)\.\n$/.exec(text)?.[1] ?? '';
  expect(text).toContain(readFileSync(saved, 'utf8'));
});
