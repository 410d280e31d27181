import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
const generate = (...argv: string[]) =>
  run('generate', 'pets.yaml', '--out', 'service', '--no-test', ...argv);

afterEach(() => void vi.unstubAllEnvs());
beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml });
});

/** What git would see: what this machine remembers of the last run may gain times of files. */
const withoutLocal = (tree: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(tree).filter(([path]) => !path.startsWith('.specwright/local/')),
  );

describe('generate', { timeout: 60_000 }, () => {
  test('writes a service, tests it and says what it did', async () => {
    const { code, stdout, stderr } = await run('generate', 'pets.yaml', '--out', 'service');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(/^pets in service: done\n/);
    expect(stdout).toMatch(/live +GET +\/pets +list\n/);
    expect(stdout).toMatch(/hole +POST +\/pets\/\{petId\}\/feed +\S/);
    expect(stdout).toMatch(/Tests +(\d+) of \1 passed\n/);
    expect(stdout).toMatch(/Sandbox +(?:sandbox-runtime|docker|node-permission)\n/);
    expect(stdout).toContain('cd service\n');
    expect(stderr).toContain('pets.yaml: writing\n');
    expect(existsSync(join(cwd, 'service/.specwright/lock.json'))).toBe(true);
  });

  test('has nothing to do the second time, and says the same', async () => {
    const first = await generate('--json');
    const before = withoutLocal(readTree(join(cwd, 'service'), true));
    const second = await generate('--json');
    expect(second.code).toBe(0);
    expect(second.stderr).toBe('');
    const [one, other] = [first, second].map(
      ({ stdout }) => JSON.parse(stdout) as Record<string, unknown>,
    );
    expect(other).toMatchObject({
      service: 'pets',
      outcome: 'unchanged',
      operations: one?.['operations'],
      entities: one?.['entities'],
      tests: one?.['tests'],
    });
    expect(withoutLocal(readTree(join(cwd, 'service'), true))).toEqual(before);
  });

  test('--json prints one object and nothing else on standard output', async () => {
    const { stdout, code } = await generate('--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      service: 'pets',
      entities: ['Pet'],
      operations: expect.arrayContaining([
        { id: 'listPets', method: 'get', path: '/pets', kind: 'list', status: 'live' },
        {
          id: 'feedPet',
          method: 'post',
          path: '/pets/{petId}/feed',
          kind: 'action',
          status: 'hole',
          reason: expect.any(String) as string,
        },
      ]) as unknown,
      files: expect.arrayContaining([{ path: 'package.json', action: 'create' }]) as unknown,
      diagnostics: [],
      tests: { total: 0, passed: 0, failed: 0 },
      timings: { read: expect.any(Number) as number, total: expect.any(Number) as number },
    });
  });

  test('--sandbox names the one that the tests run in', async () => {
    const named = ['--out', 'service', '--json', '--sandbox', 'node-permission'];
    const { code, stdout } = await run('generate', 'pets.yaml', ...named);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ sandbox: 'node-permission', outcome: 'done' });
  });

  test('a sandbox that does not work here is exit 2, before any work', async () => {
    vi.stubEnv('DOCKER_HOST', 'unix:///no/such/socket');
    const named = ['--out', 'service', '--json', '--sandbox', 'docker'];
    const { code, stdout } = await run('generate', 'pets.yaml', ...named);
    expect(code).toBe(2);
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({ outcome: 'unusable', diagnostics: [{ code: 'SW5004' }] });
    expect(report).not.toHaveProperty('timings.read');
    expect(existsSync(join(cwd, 'service'))).toBe(false);
  });

  test('a sandbox that is not known is exit 2, and the known ones are named', async () => {
    const { code, stderr } = await generate('--sandbox', 'chroot');
    expect(code).toBe(2);
    expect(stderr).toContain('auto, sandbox-runtime, docker, node-permission');
  });

  test('--quiet says nothing when all is well', async () => {
    expect(await generate('--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('--dry-run and --check write nothing; --check tells drift by its exit code', async () => {
    expect(await generate('--dry-run')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing was written') as string,
    });
    expect(await generate('--check')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('not up to date') as string,
    });
    expect(existsSync(join(cwd, 'service'))).toBe(false);
    await generate();
    expect(await generate('--check')).toMatchObject({ code: 0 });
  });

  test('an invalid description is exit 3 with its place, and leaves the folder untouched', async () => {
    writeFiles(cwd, { 'pets.yaml': petsYaml.replace('schemas/Pet', 'schemas/Bet') });
    const { code, stderr, stdout } = await generate('--json');
    expect(code).toBe(3);
    expect(stderr).toMatch(/pets\.yaml:\d+:\d+ error SW1\d{3}/);
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [
        {
          code: expect.stringMatching(/^SW1/) as string,
          file: 'pets.yaml',
          line: expect.any(Number) as number,
        },
      ],
    });
    expect(existsSync(join(cwd, 'service'))).toBe(false);
  });

  test('what fails its checks is exit 4 and not written', async () => {
    await generate();
    writeFiles(cwd, {
      'service/src/own.ts': 'export const wrong: number = "text";\n',
      'pets.yaml': petsYaml.replace('title: Pets', 'title: Cats'),
    });
    const before = readTree(join(cwd, 'service'), true);
    const { code, stderr } = await generate();
    expect({ code, stderr }).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('own.ts') as string,
    });
    expect(readTree(join(cwd, 'service'), true)).toEqual(before);
  });

  test('edits survive a new description and come together with what is new', async () => {
    await generate();
    const readme = readTree(join(cwd, 'service'))['README.md'] ?? '';
    writeFiles(cwd, {
      'service/README.md': `${readme}\nRun by the pet team.\n`,
      'service/src/own.ts': 'export const own = 1;\n',
      'pets.yaml': petsYaml.replace('title: Pets', 'title: Cats'),
    });
    expect((await generate()).code).toBe(0);
    const service = readTree(join(cwd, 'service'));
    expect(service['README.md']).toContain('Cats');
    expect(service['README.md']).toContain('Run by the pet team.');
    expect(service['src/own.ts']).toBe('export const own = 1;\n');
  });

  test('what both changed is a conflict with its place and exit 1', async () => {
    await generate();
    const readme = join(cwd, 'service/README.md');
    writeFiles(cwd, {
      'service/README.md': 'mine',
      'pets.yaml': petsYaml.replace('title: Pets', 'title: Cats'),
    });
    const { code, stderr } = await generate();
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/service\/README\.md:1:1 warning SW6002/) as string,
    });
    expect(readTree(join(cwd, 'service'))['README.md']).toMatch(/^<<<<<<< yours\nmine\n/);
    rmSync(readme);
    expect((await generate('--restore')).code).toBe(0);
    expect(readTree(join(cwd, 'service'))['README.md']).toContain('Cats');
  });

  test('an edited body of an operation that is gone is a conflict until it is decided', async () => {
    const feed = petsYaml.slice(
      petsYaml.indexOf('  /pets/{petId}/feed'),
      petsYaml.indexOf('components:'),
    );
    const walk = feed.replace('/feed', '/walk').replace('feedPet', 'walkPet');
    writeFiles(cwd, { 'pets.yaml': petsYaml.replace('components:', `${walk}components:`) });
    await generate();
    const path = 'src/resources/pets/logic.ts';
    const logic = () => readTree(join(cwd, 'service'))[path] ?? '';
    const mine = "throw new Error('It rains.')";
    const edited = logic().replace("throw notImplemented('walkPet')", mine);
    writeFiles(cwd, { [`service/${path}`]: edited, 'pets.yaml': petsYaml });
    const { code, stderr } = await generate();
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/logic\.ts:\d+:1 warning SW6002\n.*over walkPet/) as string,
    });
    expect(logic()).toContain(mine);
    expect((await generate()).code).toBe(1);
    writeFiles(cwd, { [`service/${path}`]: logic().replace(/<{7} [^]*>{7} [^\n]*\n/, '') });
    expect((await generate()).code).toBe(0);
    expect(logic()).toContain('feedPet');
    expect(logic()).not.toContain('walkPet');
  });

  test('refuses a folder of somebody else', async () => {
    writeFiles(cwd, { 'service/notes.txt': 'mine' });
    const { code, stderr } = await generate();
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--force') as string,
    });
    expect(readTree(join(cwd, 'service'), true)).toEqual({ 'notes.txt': 'mine' });
    expect((await generate('--force')).code).toBe(0);
    expect(readTree(join(cwd, 'service'))['notes.txt']).toBe('mine');
  });

  test('two runs at once on one folder do not mix', async () => {
    const results = await Promise.all([generate('--json'), generate('--json')]);
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    expect((await run('check', '--out', 'service')).code).toBe(0);
    const actions = results
      .map(({ stdout }) => (JSON.parse(stdout) as { outcome: string }).outcome)
      .sort();
    expect(actions).toEqual(['done', 'unchanged']);
  });

  test('Ctrl-C ends it with 130 and writes nothing', async () => {
    mkdirSync(join(cwd, 'service'));
    const { code, stderr } = await runCli(['generate', 'pets.yaml', '--out', 'service'], {
      cwd,
      onStderr: (child, said) => {
        // What it says on ending is heard here too: a second signal would end it at once.
        if (said.includes('rendering') && !said.includes('Interrupted')) child.kill('SIGINT');
      },
    });
    expect({ code, stderr }).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('was not written') as string,
    });
    expect(readTree(join(cwd, 'service'), true)).toEqual({});
  });

  test('--json prints an object for wrong usage too', async () => {
    const { code, stdout, stderr } = await run('generate', 'pets.yaml', '--json');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('SW7001') as string,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      service: '',
      operations: [],
      diagnostics: [{ code: 'SW7001', severity: 'error' }],
    });
  });

  test('--root widens the folder that a reference may reach', async () => {
    const [head = '', schemas = ''] = petsYaml.split('components:');
    writeFiles(cwd, {
      'shared/pets.yaml': `components:${schemas}`,
      'api/pets.yaml': head.replaceAll('#/components', '../shared/pets.yaml#/components'),
    });
    const from = { cwd: join(cwd, 'api') };
    const refused = await runCli(['generate', 'pets.yaml', '--out', 's', '--dry-run'], from);
    expect(refused).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('SW1102') as string,
    });
    const wider = ['generate', 'pets.yaml', '--out', 's', '--dry-run', '--root', '..'];
    expect((await runCli(wider, from)).code).toBe(0);
    expect((await runCli(['explain', 'pets.yaml', '--root', '..'], from)).code).toBe(0);
  });

  test('several descriptions get a folder each and one JSON object', async () => {
    writeFiles(cwd, { 'cats.yaml': petsYaml.replace('title: Pets', 'title: Cats') });
    const { code, stdout } = await run(
      'generate',
      'pets.yaml',
      'cats.yaml',
      '--out',
      'services',
      '--no-test',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      services: [{ service: 'pets' }, { service: 'cats' }],
    });
    expect(existsSync(join(cwd, 'services/cats/package.json'))).toBe(true);
  });

  test('the same description gives the same bytes in another place', async () => {
    await generate();
    const elsewhere = temporaryFolder();
    writeFiles(elsewhere, { 'pets.yaml': petsYaml });
    await runCli(['generate', 'pets.yaml', '--out', 'service', '--no-test'], { cwd: elsewhere });
    const committed = (folder: string) =>
      Object.entries(readTree(join(folder, 'service'), true)).filter(
        ([path]) => !path.startsWith('.specwright/local/'),
      );
    expect(committed(elsewhere)).toEqual(committed(cwd));
  });
});
