import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { rememberRuns, temporaryFolder, writeFiles } from '../workspace/temporary-folder.ts';
import { petsYaml, runCli } from './run-cli.ts';

rememberRuns();

let cwd = '';
const run = (...argv: string[]) => runCli(argv, { cwd });
const overlay = () => readFileSync(join(cwd, 'choices.yaml'), 'utf8');

beforeEach(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'pets.yaml': petsYaml });
});

describe('explain --overlay', () => {
  test('writes each choice with its evidence above it, for generate to apply', async () => {
    const { code, stdout } = await run('explain', 'pets.yaml', '--overlay', 'choices.yaml');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Wrote \d+ choices to choices\.yaml\./) as string,
    });
    expect(overlay()).toContain(`
  # GET /pets on Pet  pets.yaml:6
  #   sure: kind is list, because it answers a list of pet
  #   sure: pages by offset, 20 items, at most 100, because the parameters say so
  #   sure: answers 200 with a list of Pet, because of its schema
  - target: $.paths['/pets'].get
    update:
      x-specwright:
        kind: list
        live: true
        page:
          style: offset
`);
    writeFiles(cwd, { 'choices.yaml': overlay().replace('live: true', 'live: false') });
    const changed = ['--overlay', 'choices.yaml', '--out', 's', '--dry-run', '--json'];
    const { stdout: json } = await run('generate', 'pets.yaml', ...changed);
    expect(JSON.parse(json)).toMatchObject({
      operations: [{ id: 'listPets', status: 'hole' }, { status: 'live' }, {}, {}],
    });
  });

  test('replaces no file that is there, unless told to', async () => {
    writeFiles(cwd, { 'choices.yaml': 'mine' });
    const refused = await run('explain', 'pets.yaml', '--overlay', 'choices.yaml');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--force');
    expect(overlay()).toBe('mine');
    const forced = await run('explain', 'pets.yaml', '--overlay', 'choices.yaml', '--force');
    expect(forced.code).toBe(0);
    expect(overlay()).toMatch(/^# What Specwright inferred from pets\.yaml/);
  });

  test('says why when there is nothing that an overlay could say', async () => {
    writeFiles(cwd, {
      'pets.yaml': "openapi: 3.1.0\ninfo: { title: P, version: '1' }\npaths: {}\n",
    });
    const { code, stderr } = await run('explain', 'pets.yaml', '--overlay', 'choices.yaml');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('SW7011') as string,
    });
  });

  test('text of a description cannot end a comment', async () => {
    const path = '"/pets\\r\\nx: y\\u2028z/{petId}"';
    writeFiles(cwd, { 'pets.yaml': petsYaml.replaceAll('/pets/{petId}:', `${path}:`) });
    const { code } = await run('explain', 'pets.yaml', '--overlay', 'choices.yaml');
    expect(code).toBe(0);
    const comments = overlay()
      .split(/\r\n|[\r\n\u2028]/)
      .filter((line) => line.includes('GET /pets'));
    expect(comments.every((line) => line.trimStart().startsWith('#'))).toBe(true);
    expect(overlay()).not.toMatch(/^\s*x: y/m);
  });
});

describe('explain --coverage', () => {
  const described = petsYaml.replace(
    'description: The pet is fed. }',
    'description: The pet is fed., links: { next: { operationId: nobody } } }',
  );

  test('lists every keyword with its place, by what becomes of it', async () => {
    writeFiles(cwd, { 'pets.yaml': described });
    const { code, stdout } = await run('explain', 'pets.yaml', '--coverage');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^pets\.yaml: \d+ keywords, \d+ enforced, \d+ typed only, 1 ignored\n/);
    expect(stdout).toMatch(/ignored: it has no effect \(1\)\n {2}bodies: 1\n/);
    expect(stdout).toMatch(
      /^ {4}pets\.yaml:49:63 {2}next {2}no test follows it: no operation has the id nobody$/m,
    );
  });

  test('--json gives the same as data', async () => {
    writeFiles(cwd, { 'pets.yaml': described });
    const { stdout } = await run('explain', 'pets.yaml', '--coverage', '--json');
    const { counts, keywords } = JSON.parse(stdout) as {
      counts: Record<string, number>;
      keywords: { coverage: string }[];
    };
    expect(keywords).toContainEqual({
      keyword: 'next',
      coverage: 'ignored',
      group: 'bodies',
      because: 'no test follows it: no operation has the id nobody',
      source: { file: 'pets.yaml', line: 49, column: 63 },
    });
    for (const status of ['enforced', 'typed', 'ignored'])
      expect(keywords.filter(({ coverage }) => coverage === status).length).toBe(counts[status]);
  });

  test('--strict fails with one finding for each keyword that is ignored', async () => {
    expect((await run('explain', 'pets.yaml', '--strict')).code).toBe(0);
    writeFiles(cwd, { 'pets.yaml': described });
    const { code, stderr } = await run('explain', 'pets.yaml', '--strict', '--quiet');
    expect(code).toBe(1);
    expect(stderr).toContain('pets.yaml:49:63 error SW7009\nnext is ignored: ');
    expect(stderr.match(/SW7009/g)).toHaveLength(1);
    const generate = ['generate', 'pets.yaml', '--out', 's', '--dry-run'];
    expect((await run(...generate)).code).toBe(0);
    expect(await run(...generate, '--strict')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('SW7009') as string,
    });
  });
});
