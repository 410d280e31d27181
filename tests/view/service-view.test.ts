import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../src/index.ts';
import { serviceOfLock } from '../../src/config/service-of-lock.ts';
import { ServiceView } from '../../src/view/service-view.ts';
import { readLock } from '../../src/workspace/lockfile.ts';
import { recordInRun } from '../../src/workspace/runs.ts';
import { petsYaml } from '../cli/run-cli.ts';
import { lastingFolder, writeFiles } from '../workspace/temporary-folder.ts';

const cwd = lastingFolder();
const out = join(cwd, 'pets');
const logic = join(out, 'src/resources/pets/logic.ts');
let view: ServiceView;

beforeAll(async () => {
  writeFiles(cwd, { 'pets.yaml': petsYaml });
  await generate({ cwd, specs: ['pets.yaml'], out: 'pets', test: false });
  const lock = readLock(out);
  if (!lock) throw new Error('Nothing was generated.');
  view = new ServiceView(await serviceOfLock(cwd, out, lock, undefined));
});

describe('what is inferred', () => {
  test('is told with its evidence and the line that it comes from', async () => {
    const { entities, operations, sources } = await view.model();
    expect(sources).toEqual(['pets.yaml']);
    expect(entities).toMatchObject([
      { name: 'Pet', table: 'pets', fields: [{ name: 'id', isKey: true }, { name: 'name' }] },
    ]);
    const line = petsYaml.split('\n').indexOf('        name: { type: string }') + 1;
    expect(entities[0]?.fields[1]?.place).toMatchObject({ source: 0, line });
    expect(operations.find(({ id }) => id === 'feedPet')).toMatchObject({
      status: 'hole',
      holes: ['feedPet'],
      entity: 'Pet',
    });
    expect(operations.every(({ evidence }) => evidence.length > 0)).toBe(true);
    expect(view.source(0)).toBe(petsYaml);
    expect(view.source(1)).toBeUndefined();
  });
});

describe('how a service stands to its description', () => {
  test('without a change there is no plan, and the hole is open', async () => {
    const { plan, holes, runs, conflicts } = await view.state();
    expect(plan).toMatchObject({ files: [], isOnlyMemory: false });
    expect(plan.unchanged).toBeGreaterThan(10);
    expect(holes).toMatchObject([{ id: 'feedPet', state: 'open', file: expect.any(String) }]);
    expect(holes[0]?.signature).toContain('export async function feedPet(');
    expect([runs, conflicts]).toEqual([[], []]);
  });

  test('a change of the description is a plan, file by file', async () => {
    writeFileSync(
      join(cwd, 'pets.yaml'),
      petsYaml.replace(
        '        name: { type: string }',
        '        name: { type: string }\n        born: { type: string, format: date }',
      ),
    );
    const { plan } = await view.state();
    const index = plan.files.findIndex(({ path }) => path === 'src/entities/pet.ts');
    expect(plan.files[index]).toMatchObject({ action: 'update' });
    expect(plan.files[index]?.added).toBeGreaterThan(0);
    expect(view.patchAt(index)?.patch).toMatch(/^\+.*born/m);
    expect(view.patchAt(10_000)).toBeUndefined();
    writeFileSync(join(cwd, 'pets.yaml'), petsYaml);
  });

  test('a description that is invalid is told, and the rest is still there', async () => {
    writeFileSync(join(cwd, 'pets.yaml'), 'openapi: 9.9.9\n');
    const { plan, holes } = await view.state();
    expect(plan.findings[0]).toMatchObject({ severity: 'error', file: 'pets.yaml' });
    expect(holes).toEqual([]);
    writeFileSync(join(cwd, 'pets.yaml'), petsYaml);
  });

  test('a body that passed waits until somebody has decided', async () => {
    const run = '0001-00000000';
    const at = '2026-01-01T00:00:00.000Z';
    const record = (event: object) => recordInRun(out, run, { run, at, ...event });
    record({ type: 'run-started', holes: ['feedPet'], options: {} });
    record({ type: 'approval-asked', hole: 'feedPet', body: 'return 1;', diff: '' });
    expect((await view.state()).holes[0]?.waiting).toMatchObject({ run, body: 'return 1;' });
    expect(view.run(run).events).toHaveLength(2);
    record({ type: 'rejected', hole: 'feedPet' });
    const { holes, runs } = await view.state();
    expect(holes[0]?.waiting).toBeUndefined();
    expect(runs).toMatchObject([{ run, holes: [{ hole: 'feedPet', status: 'rejected' }] }]);
  });

  test('markers that a merge has left are places to decide', async () => {
    const text = readFileSync(logic, 'utf8');
    const marked = `<<<<<<< yours\nmine\n||||||| generated before\nold\n=======\nnew\n>>>>>>> generated now\n`;
    writeFileSync(logic, `${text}${marked}`);
    const { conflicts } = await view.state();
    expect(conflicts).toMatchObject([
      {
        path: 'src/resources/pets/logic.ts',
        parts: [{ text }, { kind: 'conflict', ours: 'mine\n', base: 'old\n', theirs: 'new\n' }],
      },
    ]);
    writeFileSync(logic, text);
  });
});
