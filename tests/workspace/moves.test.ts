import { mkdirSync, renameSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { renamesOf } from '../../src/git/renames.ts';
import { readLock } from '../../src/workspace/lockfile.ts';
import { planService } from '../../src/workspace/plan-service.ts';
import { withWorkspace } from '../../src/workspace/workspace.ts';
import { GitRepository } from './git-repository.ts';
import { readTree, temporaryFolder, writeFiles } from './temporary-folder.ts';

const body = Array.from({ length: 20 }, (_, at) => `export const value${at} = ${at};\n`).join('');
const pets = `import { app } from './app.ts';\n${body}`;
const first = {
  'src/app.ts': 'export const app = 1;\n',
  'src/pets.ts': pets,
  'src/main.ts': "import { value1 } from './pets.ts';\n",
};
const second = { ...first, 'src/pets.ts': pets.replace('value3 = 3', 'value3 = 33') };

async function generate(service: string, files: Readonly<Record<string, string>>) {
  return withWorkspace(service, { cwd: service }, async (workspace) => {
    const plan = await planService({
      service,
      name: 'shop',
      generator: 'fastify@1 specwright@1',
      options: '',
      inputs: { spec: '../shop.yaml', overlays: [], arazzo: [], files: {} },
      pristine: Object.entries(files).map(([path, text]) => ({ path, text })),
      force: true,
      restore: false,
      findRenames: renamesOf,
      cwd: service,
    });
    await workspace.write(plan);
    return plan.diagnostics.map(({ code, message }) => `${code} ${message}`);
  });
}

const moved = (service: string) => ({ ...readLock(service)?.moved });

function move(service: string, from: string, to: string): void {
  mkdirSync(dirname(join(service, to)), { recursive: true });
  renameSync(join(service, from), join(service, to));
}

const movedTree = {
  'src/app.ts': first['src/app.ts'],
  'src/animals/pets.ts': second['src/pets.ts'].replace('./app.ts', '../app.ts'),
  'src/main.ts': "import { value1 } from './animals/pets.ts';\n",
};

test('a file that was moved as it is is followed, and imports with it', async () => {
  const service = temporaryFolder();
  await generate(service, first);
  move(service, 'src/pets.ts', 'src/animals/pets.ts');
  expect(await generate(service, second)).toEqual([
    'SW6022 src/pets.ts was moved to src/animals/pets.ts, and is generated there from now on.',
  ]);
  expect(readTree(service)).toEqual(movedTree);
  expect(moved(service)).toEqual({ 'src/pets.ts': 'src/animals/pets.ts' });
  expect(await generate(service, second)).toEqual([]);
});

test.each([
  ['in the index', (_repository: GitRepository) => undefined],
  ['in a commit', (repository: GitRepository) => repository.commitAll('Move the pets')],
])('a file that was moved and edited is found by git %s', async (_where, settle) => {
  const service = temporaryFolder();
  const repository = new GitRepository(service);
  await generate(service, first);
  repository.commitAll('Begin');
  mkdirSync(join(service, 'src/animals'));
  repository.run('mv', 'src/pets.ts', 'src/animals/pets.ts');
  writeFiles(service, { 'src/animals/pets.ts': `${pets}export const mine = 1;\n` });
  repository.run('add', '-A');
  settle(repository);
  await generate(service, first);
  expect(moved(service)).toEqual({ 'src/pets.ts': 'src/animals/pets.ts' });
  expect(readTree(service)['src/animals/pets.ts']).toContain('export const mine = 1;');
});

test('a file that is moved on, and back, is followed', async () => {
  const service = temporaryFolder();
  await generate(service, first);
  move(service, 'src/pets.ts', 'src/animals/pets.ts');
  await generate(service, first);
  move(service, 'src/animals/pets.ts', 'src/beasts/pets.ts');
  await generate(service, first);
  expect(moved(service)).toEqual({ 'src/pets.ts': 'src/beasts/pets.ts' });
  move(service, 'src/beasts/pets.ts', 'src/pets.ts');
  await generate(service, first);
  expect(moved(service)).toEqual({});
  expect(readTree(service)).toEqual(first);
});

test('a moved file that is no longer generated goes, and is forgotten', async () => {
  const service = temporaryFolder();
  await generate(service, first);
  move(service, 'src/pets.ts', 'src/animals/pets.ts');
  await generate(service, first);
  await generate(service, { 'src/app.ts': first['src/app.ts'] });
  expect(Object.keys(readTree(service))).toEqual(['src/app.ts']);
  expect(moved(service)).toEqual({});
});

test('a deleted file is deleted, whatever resembles it', async () => {
  const service = temporaryFolder();
  const repository = new GitRepository(service);
  await generate(service, first);
  writeFiles(service, { 'src/own.ts': `${pets}// mine\n` });
  repository.commitAll('Begin');
  unlinkSync(join(service, 'src/pets.ts'));
  repository.commitAll('Delete the pets');
  await generate(service, second);
  expect(moved(service)).toEqual({});
  expect(readLock(service)?.deleted).toEqual(['src/pets.ts']);
  expect(Object.keys(readTree(service))).not.toContain('src/pets.ts');
});

test('two files with the same text are no evidence', async () => {
  const service = temporaryFolder();
  await generate(service, first);
  move(service, 'src/pets.ts', 'src/one.ts');
  writeFiles(service, { 'src/two.ts': pets });
  await generate(service, first);
  expect(moved(service)).toEqual({});
});

test('migrations stay where they are applied from', async () => {
  const service = temporaryFolder();
  const files = { 'migrations/sqlite/0001_initial.sql': 'create table pets (id text);\n' };
  await generate(service, files);
  move(service, 'migrations/sqlite/0001_initial.sql', 'old/0001_initial.sql');
  await generate(service, files);
  expect(moved(service)).toEqual({});
});
