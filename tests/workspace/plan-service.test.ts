import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readBase } from '../../src/workspace/base-store.ts';
import { contentHash } from '../../src/workspace/content-hash.ts';
import { inspectService } from '../../src/workspace/inspect-service.ts';
import { readLock } from '../../src/workspace/lockfile.ts';
import type { PlanRequest } from '../../src/workspace/plan-request.ts';
import { planService } from '../../src/workspace/plan-service.ts';
import { treeStates } from '../../src/workspace/tree-states.ts';
import { withWorkspace } from '../../src/workspace/workspace.ts';
import { readTree, temporaryFolder, writeFiles } from './temporary-folder.ts';

const first = {
  'package.json': '{}\n',
  'src/app.ts': 'export const app = 1;\n',
  'src/pets.ts': 'export const pets = 1;\n',
};

async function generate(
  service: string,
  files: Readonly<Record<string, string>>,
  options: Partial<PlanRequest> = {},
) {
  return withWorkspace(service, { cwd: service }, async (workspace) => {
    const plan = await planService({
      service,
      name: 'shop',
      generator: 'fastify@1 specwright@1',
      options: '',
      inputs: { spec: '../shop.yaml', overlays: [], arazzo: [], files: {} },
      pristine: Object.entries(files).map(([path, text]) => ({ path, text })),
      force: false,
      restore: false,
      cwd: service,
      ...options,
    });
    await workspace.write(plan);
    return {
      ...plan,
      actions: Object.fromEntries(plan.files.map(({ path, action }) => [path, action])),
    };
  });
}

function lockOf(service: string) {
  const lock = readLock(service);
  if (lock === undefined) throw new Error('There should be a lock.');
  return lock;
}

test('the first run writes the files, the lock, the base store and what git must know', async () => {
  const service = temporaryFolder();
  await generate(service, first);
  expect(readTree(service)).toEqual(first);
  expect(readdirSync(join(service, '.specwright')).sort()).toEqual([
    '.gitattributes',
    '.gitignore',
    'base',
    'lock.json',
  ]);
  expect(readdirSync(join(service, '.specwright/base')).sort()).toEqual(
    Object.values(first)
      .map((text) => contentHash(text))
      .sort(),
  );
  expect(readBase(service, contentHash(first['src/app.ts']))).toBe(first['src/app.ts']);
});

test('the second run with the same text writes nothing', async () => {
  const service = temporaryFolder();
  await generate(service, first);
  const { changes } = await generate(service, first);
  expect(changes).toEqual([]);
});

test('the same text gives the same bytes everywhere', async () => {
  const [one, other] = [temporaryFolder(), temporaryFolder()];
  await generate(one, first);
  await generate(other, Object.fromEntries(Object.entries(first).reverse()));
  expect(readTree(one, true)).toEqual(readTree(other, true));
});

test('what is replaced leaves the base store, and what others share stays', async () => {
  const service = temporaryFolder();
  await generate(service, { 'a.ts': 'shared', 'b.ts': 'shared', 'c.ts': 'own' });
  await generate(service, { 'a.ts': 'shared', 'b.ts': 'new', 'c.ts': 'newer' });
  expect(readdirSync(join(service, '.specwright/base')).sort()).toEqual(
    ['shared', 'new', 'newer'].map((text) => contentHash(text)).sort(),
  );
});

test("a person's files and edits survive, and the checks see them", async () => {
  const service = temporaryFolder();
  await generate(service, first);
  writeFiles(service, {
    'src/app.ts': 'mine',
    'src/own.ts': 'my own',
    'node_modules/x/index.js': 'not source',
  });
  unlinkSync(join(service, 'package.json'));
  const { actions, tree, own } = await generate(service, { ...first, 'src/pets.ts': 'new' });
  expect(actions).toEqual({
    'package.json': 'deleted',
    'src/app.ts': 'keep',
    'src/pets.ts': 'update',
  });
  expect(tree).toEqual([
    { path: 'src/app.ts', text: 'mine' },
    { path: 'src/pets.ts', text: 'new' },
  ]);
  expect(own).toEqual([{ path: 'src/own.ts', text: 'my own' }]);
  expect(lockOf(service)).toMatchObject({ deleted: ['package.json'], conflicts: [] });
  expect(inspectService(service, lockOf(service))).toMatchObject({
    edited: ['src/app.ts'],
    deleted: ['package.json'],
    missing: [],
  });
});

test('a conflict is reported until it is resolved', async () => {
  const service = temporaryFolder();
  await generate(service, first);
  writeFiles(service, { 'src/app.ts': 'mine' });
  const second = { ...first, 'src/app.ts': 'theirs', 'src/pets.ts': 'new' };
  expect((await generate(service, second)).hasConflicts).toBe(true);
  expect(readTree(service)).toEqual({ ...second, 'src/app.ts': 'mine' });
  expect((await generate(service, second)).hasConflicts).toBe(true);
  expect(inspectService(service, lockOf(service)).conflicts).toEqual(['src/app.ts']);

  unlinkSync(join(service, 'src/app.ts'));
  expect((await generate(service, second, { restore: true })).hasConflicts).toBe(false);
  expect(readTree(service)).toEqual(second);
  expect(lockOf(service).conflicts).toEqual([]);
});

test('a merge that left markers is a conflict until they are gone', async () => {
  const service = temporaryFolder();
  await generate(service, first);
  writeFiles(service, { 'src/app.ts': 'mine' });
  const second = { ...first, 'src/app.ts': 'theirs' };
  const marked = '<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> generated now\n';
  const merge = () =>
    Promise.resolve({ text: marked, conflicts: [{ line: 1, column: 1 }], notes: [] });
  expect((await generate(service, second, { merge })).hasConflicts).toBe(true);
  expect(readTree(service)['src/app.ts']).toBe(marked);
  for (const next of [second, { ...first, 'src/app.ts': 'later' }]) {
    const { hasConflicts, diagnostics } = await generate(service, next, { merge });
    expect(hasConflicts).toBe(true);
    expect(diagnostics).toMatchObject([{ code: 'SW6002', location: { line: 1, column: 1 } }]);
    expect(readTree(service)['src/app.ts']).toBe(marked);
  }
  writeFiles(service, { 'src/app.ts': 'settled' });
  expect((await generate(service, second, { merge })).hasConflicts).toBe(false);
  expect(readTree(service)['src/app.ts']).toBe('settled');
});

const withoutPets = { 'package.json': '{}\n', 'src/app.ts': 'alone' };

/** A service in which a person edited `src/pets.ts`, and which has no pets any more. */
async function withOrphan(): Promise<string> {
  const service = temporaryFolder();
  await generate(service, first);
  writeFiles(service, { 'src/pets.ts': 'mine' });
  expect((await generate(service, withoutPets)).hasConflicts).toBe(true);
  return service;
}

test('an orphan that a person edited stays a conflict until they decide', async () => {
  const service = await withOrphan();
  expect((await generate(service, withoutPets)).hasConflicts).toBe(true);
  expect(readTree(service)['src/pets.ts']).toBe('mine');
  expect(inspectService(service, lockOf(service)).orphans).toEqual(['src/pets.ts']);

  unlinkSync(join(service, 'src/pets.ts'));
  expect((await generate(service, withoutPets)).hasConflicts).toBe(false);
  expect(lockOf(service).orphans).toEqual({});
});

test('an orphan that a person keeps is theirs', async () => {
  const service = await withOrphan();
  const kept = await generate(service, withoutPets, { keep: ['src/pets.ts'] });
  expect(kept.hasConflicts).toBe(false);
  const after = await generate(service, withoutPets);
  expect(after.changes).toEqual([]);
  expect(after.own).toEqual([{ path: 'src/pets.ts', text: 'mine' }]);
  expect(readdirSync(join(service, '.specwright/base'))).not.toContain(
    contentHash(first['src/pets.ts']),
  );
});

test('an orphan that is generated again is merged with the text it came from', async () => {
  const service = await withOrphan();
  const merge = vi.fn(() => Promise.resolve({ text: 'both', conflicts: [], notes: [] }));
  const next = { ...withoutPets, 'src/pets.ts': 'new' };
  const { actions } = await generate(service, next, { merge });
  expect(actions['src/pets.ts']).toBe('merge');
  expect(merge).toHaveBeenCalledWith({
    path: 'src/pets.ts',
    base: first['src/pets.ts'],
    ours: 'mine',
    theirs: 'new',
  });
  expect(lockOf(service).orphans).toEqual({});
});

test('line ends and modes of a checkout are no edit, and stay', async () => {
  const service = temporaryFolder();
  await generate(service, first);
  writeFiles(service, { 'src/app.ts': first['src/app.ts'].replaceAll('\n', '\r\n') });
  chmodSync(join(service, 'src/app.ts'), 0o755);
  expect(inspectService(service, lockOf(service)).edited).toEqual([]);
  const { actions } = await generate(service, {
    ...first,
    'src/app.ts': 'export const app = 2;\n',
  });
  expect(actions['src/app.ts']).toBe('update');
  expect(readTree(service)['src/app.ts']).toBe('export const app = 2;\r\n');
  expect(statSync(join(service, 'src/app.ts')).mode & 0o777).toBe(0o755);
});

test('a folder with other files is refused; --force generates beside them and overwrites none', async () => {
  const service = temporaryFolder();
  writeFiles(service, { 'package.json': 'theirs', 'notes.txt': 'theirs' });
  await expect(generate(service, first)).rejects.toMatchObject({
    diagnostics: [{ code: 'SW6001' }],
  });
  expect(readTree(service, true)).toEqual({ 'package.json': 'theirs', 'notes.txt': 'theirs' });

  const { hasConflicts } = await generate(service, first, { force: true });
  expect(hasConflicts).toBe(true);
  expect(readTree(service)).toEqual({ ...first, 'package.json': 'theirs', 'notes.txt': 'theirs' });
});

test('a repository without files is an empty folder', async () => {
  const service = temporaryFolder();
  execFileSync('git', ['init', '--quiet', service]);
  await generate(service, first);
  rmSync(join(service, '.git'), { recursive: true });
  expect(readTree(service)).toEqual(first);
});

test('a link in the place of a generated file is left alone', async () => {
  const service = temporaryFolder();
  const outside = temporaryFolder();
  writeFiles(outside, { 'app.ts': 'outside' });
  await generate(service, first);
  unlinkSync(join(service, 'src/app.ts'));
  symlinkSync(join(outside, 'app.ts'), join(service, 'src/app.ts'));
  expect((await generate(service, { ...first, 'src/app.ts': 'new' })).hasConflicts).toBe(true);
  expect(readTree(outside)).toEqual({ 'app.ts': 'outside' });
});

test('a lock that names a path outside is refused', async () => {
  const service = temporaryFolder();
  await generate(service, first);
  const path = join(service, '.specwright/lock.json');
  writeFileSync(
    path,
    readTree(service, true)['.specwright/lock.json']?.replace('src/pets.ts', '../../pets.ts') ?? '',
  );
  await expect(generate(service, first)).rejects.toMatchObject({
    diagnostics: [{ code: 'SW6003' }],
  });
});

test('two branches that regenerate different files merge without a conflict', async () => {
  const service = temporaryFolder();
  const many = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [
      `src/file-${index}.ts`,
      `export const n = ${index};\n`,
    ]),
  );
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-C', service, ...words], {
      encoding: 'utf8',
    });
  git('init', '--quiet', '--initial-branch=main');
  const commit = (message: string) => (
    git('add', '--all'),
    git('commit', '--quiet', '--message', message)
  );
  await generate(service, many);
  commit('generate');
  git('switch', '--quiet', '--create', 'other');
  await generate(service, { ...many, 'src/file-1.ts': 'one\n' });
  commit('other');
  git('switch', '--quiet', 'main');
  await generate(service, { ...many, 'src/file-7.ts': 'seven\n' });
  commit('mine');
  git('merge', '--quiet', 'other');
  const merged = { ...many, 'src/file-1.ts': 'one\n', 'src/file-7.ts': 'seven\n' };
  expect(inspectService(service, lockOf(service))).toMatchObject({
    edited: [],
    missing: [],
    conflicts: [],
  });
  expect((await generate(service, merged)).changes).toEqual([]);
});

describe('what the last run found of files', () => {
  /** As a run finds them whose files are old enough to be known by their directory entries. */
  function knownOf(service: string) {
    vi.setSystemTime(Date.now() + 10_000);
    return treeStates(service);
  }
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => vi.useRealTimers());

  test('stands for those at rest, and an edit since then is seen', async () => {
    const service = temporaryFolder();
    await generate(service, first);
    const known = knownOf(service);
    writeFiles(service, { 'src/app.ts': 'mine' });
    const { actions, tree } = await generate(
      service,
      { ...first, 'src/pets.ts': 'new' },
      { known },
    );
    expect(actions).toEqual({
      'package.json': 'unchanged',
      'src/app.ts': 'keep',
      'src/pets.ts': 'update',
    });
    expect(tree).toContainEqual({ path: 'package.json', text: '{}\n' });
    expect(tree).toContainEqual({ path: 'src/app.ts', text: 'mine' });
    expect(readTree(service)['src/pets.ts']).toBe('new');
  });

  test('is believed of a file at rest, without a look into it', async () => {
    const service = temporaryFolder();
    await generate(service, first);
    writeFiles(service, { 'package.json': '[]\n' });
    const state = knownOf(service)['package.json'] ?? '';
    const known = { 'package.json': state.replace(/^\w+/, contentHash('{}\n')) };
    const { actions, tree } = await generate(service, first, { known });
    expect(actions['package.json']).toBe('unchanged');
    expect(tree).toContainEqual({ path: 'package.json', text: '{}\n' });
  });

  test('shows line ends that git has changed', async () => {
    const service = temporaryFolder();
    await generate(service, first);
    writeFiles(service, { 'src/app.ts': 'export const app = 1;\r\n' });
    const { actions, tree } = await generate(service, first, { known: knownOf(service) });
    expect(actions['src/app.ts']).toBe('unchanged');
    expect(tree).toContainEqual({ path: 'src/app.ts', text: 'export const app = 1;\r\n' });
  });

  test('stops the run where a file turns out to hold something else', async () => {
    const service = temporaryFolder();
    await generate(service, first);
    const known = knownOf(service);
    const [hash = ''] = known['src/app.ts']?.split(' ') ?? [];
    const wrong = known['src/app.ts']?.replace(hash, contentHash('mine')) ?? '';
    await expect(
      generate(service, { ...first, 'src/app.ts': 'new' }, { known: { 'src/app.ts': wrong } }),
    ).rejects.toMatchObject({ diagnostics: [{ code: 'SW6010' }] });
    expect(readTree(service)).toEqual(first);
  });
});
